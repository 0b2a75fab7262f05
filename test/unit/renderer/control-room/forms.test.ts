import { describe, expect, it } from 'vitest';
import { simulatorCalls } from '#shared/simulator/contract.ts';
import {
  checkMerchant,
  checkUser,
  freeMobile,
  freeName,
  refusedFields,
} from '../../../../src/renderer/control-room/state/forms.ts';
import { phone, pos } from './samples.ts';

const merchant = { name: 'Tea stall', password: 'kettle-1', balance: '500', port: '6002' };
const user = {
  name: 'Asha',
  mobile: '98765 43211',
  pin: '4826',
  balance: '1,00,000.50',
  profile: 'android-large',
} as const;

describe('checkMerchant', () => {
  it('makes what the host accepts', () => {
    const checked = checkMerchant(merchant, []);
    expect(checked).toMatchObject({ ok: true, form: { openingBalancePaise: '50000', port: 6002 } });
    if (!checked.ok) throw new Error('unreachable');
    expect(simulatorCalls['devices.addMerchant'].params.safeParse(checked.form).success).toBe(true);
  });

  it.each([
    [{ name: '  ' }, { name: 'nameEmpty' }],
    [{ name: 'x'.repeat(100) }, { name: 'nameLong' }],
    [{ name: 'Tea\u202Estall' }, { name: 'nameOdd' }],
    [{ password: 'short' }, { password: 'passwordShort' }],
    [{ balance: '-1' }, { balance: 'balanceWrong' }],
    [{ balance: '1.005' }, { balance: 'balanceWrong' }],
    [{ balance: '1e9' }, { balance: 'balanceWrong' }],
    [{ balance: '99999999999999999' }, { balance: 'balanceWrong' }],
    [{ balance: '' }, { balance: 'balanceWrong' }],
    [{ port: '80' }, { port: 'portWrong' }],
    [{ port: '6000' }, { port: 'portWrong' }],
    [{ port: '70000' }, { port: 'portWrong' }],
    [{ port: '6001.5' }, { port: 'portWrong' }],
    [{ port: '' }, { port: 'portWrong' }],
    [{ port: '6001' }, { port: 'portTaken' }],
    [
      { name: '', port: '' },
      { name: 'nameEmpty', port: 'portWrong' },
    ],
  ])('refuses %o', (change, problems) => {
    expect(checkMerchant({ ...merchant, ...change }, [pos()])).toEqual({ ok: false, problems });
  });
});

describe('checkUser', () => {
  it('makes what the host accepts, from a number and an amount as people write them', () => {
    const checked = checkUser(user, []);
    expect(checked).toMatchObject({
      ok: true,
      form: { mobile: '9876543211', openingBalancePaise: '10000050' },
    });
    if (!checked.ok) throw new Error('unreachable');
    expect(simulatorCalls['devices.addUser'].params.safeParse(checked.form).success).toBe(true);
  });

  it.each([
    [{ mobile: '12345' }, { mobile: 'mobileWrong' }],
    [{ mobile: '5876543210' }, { mobile: 'mobileWrong' }],
    [{ mobile: '+91 98765 43210' }, { mobile: 'mobileTaken' }],
    [{ pin: '123' }, { pin: 'pinWrong' }],
    [{ pin: '12345' }, { pin: 'pinWrong' }],
    [{ pin: '12a4' }, { pin: 'pinWrong' }],
    [{ pin: '१२३४' }, { pin: 'pinWrong' }],
  ])('refuses %o', (change, problems) => {
    expect(checkUser({ ...user, ...change }, [phone()])).toEqual({ ok: false, problems });
  });
});

describe('refusedFields', () => {
  const fields = ['name', 'password', 'balance', 'port'];

  it('puts each issue at its field and the rest at the form', () => {
    const issues = [
      { path: 'openingBalancePaise', message: 'is above the largest amount' },
      { path: 'name', message: 'must be plain text' },
      { path: 'name', message: 'a second one' },
    ];
    expect(refusedFields({ code: 'invalid', message: 'Wrong.', issues }, fields)).toEqual({
      byField: { balance: 'is above the largest amount', name: 'must be plain text' },
      whole: undefined,
    });
    const elsewhere = [{ path: 'mcc', message: 'must be four digits' }];
    const other = refusedFields({ code: 'invalid', message: 'Wrong.', issues: elsewhere }, fields);
    expect(other).toEqual({ byField: {}, whole: 'Wrong.' });
  });

  it('knows which field a taken port and a known mobile belong to', () => {
    const port = refusedFields({ code: 'port-in-use', message: 'Port 6001 is in use.' }, fields);
    expect(port.byField).toEqual({ port: 'Port 6001 is in use.' });
    const known = { code: 'already-registered', message: 'Known.' } as const;
    expect(refusedFields(known, ['mobile']).byField).toEqual({ mobile: 'Known.' });
    expect(refusedFields(known, fields).whole).toBe('Known.');
  });
});

describe('free names and numbers', () => {
  it('finds the first that no device here has', () => {
    expect(freeName('Tea stall', [])).toBe('Tea stall');
    expect(freeName('Tea stall', [pos(), pos({ name: 'Tea stall 2' })])).toBe('Tea stall 3');
    expect(freeMobile([phone({ mobile: '9500000000' })], () => 0.5)).toBe('9500000001');
    expect(freeMobile([phone({ mobile: '9999999999' })], () => 1 - 1e-12)).toBe('9000000000');
  });
});
