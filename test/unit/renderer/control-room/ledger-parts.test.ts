import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ledgerMethods } from '#shared/protocol/admin-methods.ts';
import { simulatorCalls } from '#shared/simulator/contract.ts';
import {
  nextStreetStep,
  STREET_SIZE,
  streetDone,
} from '../../../../src/renderer/control-room/devices/market-street.ts';
import {
  type EntryFilter,
  entryQuery,
  isWholeLedger,
  noFilter,
} from '../../../../src/renderer/control-room/state/entry-filter.ts';
import { stepData } from '../../../../src/renderer/control-room/state/step-data.ts';
import { payment, phone, pos, step, txn } from './samples.ts';

describe('entryQuery', () => {
  it('is everything for no filter', () => {
    expect(isWholeLedger(entryQuery(noFilter))).toBe(true);
    expect(isWholeLedger(entryQuery({ ...noFilter, search: '  ' }))).toBe(true);
    expect(isWholeLedger(entryQuery({ ...noFilter, block: 3 }))).toBe(false);
  });

  it('covers whole days and reads amounts as people write them', () => {
    const query = entryQuery({
      ...noFilter,
      minRupees: '1,000',
      fromDay: '2026-11-22',
      toDay: '2026-11-22',
    });
    expect(query).toMatchObject({ minPaise: '100000' });
    expect((query.toMs ?? 0) - (query.fromMs ?? 0)).toBe(86_400_000 - 1);
  });

  it('always makes a question that the bank accepts, whatever was typed', () => {
    const text = fc.string({ maxLength: 80 });
    const filter: fc.Arbitrary<EntryFilter> = fc.record({
      search: text,
      block: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
      minRupees: text,
      maxRupees: fc.oneof(text, fc.nat().map(String)),
      fromDay: text,
      toDay: fc.oneof(text, fc.constant('2026-02-30'), fc.constant('0001-01-01')),
    });
    fc.assert(
      fc.property(filter, (one) => {
        const params = ledgerMethods['ledger.entries'].params;
        expect(params.safeParse({ ...entryQuery(one), limit: 100 }).success).toBe(true);
      }),
    );
  });
});

describe('the market street', () => {
  it('is made step by step, takes free ports only, and ends', () => {
    let devices = [pos(), phone()] as (ReturnType<typeof pos> | ReturnType<typeof phone>)[];
    for (let made = 0; made < STREET_SIZE; made++) {
      const next = nextStreetStep(devices, 6_001, () => made / STREET_SIZE);
      if (!next) throw new Error('the street ended early');
      const name = next.kind === 'merchant' ? 'devices.addMerchant' : 'devices.addUser';
      expect(simulatorCalls[name].params.safeParse(next.form).success).toBe(true);
      if (next.kind === 'merchant') {
        expect(devices.some((one) => one.kind === 'pos' && one.port === next.form.port)).toBe(
          false,
        );
        devices = [...devices, pos({ name: next.form.name, port: next.form.port })];
      } else {
        devices = [...devices, phone({ name: next.form.name, mobile: next.form.mobile })];
      }
      expect(streetDone(devices)).toBe(made + 1);
    }
    expect(nextStreetStep(devices, 6_001, () => 0)).toBeUndefined();
  });
});

describe('stepData', () => {
  const json = (...input: Parameters<typeof stepData>) =>
    JSON.parse(stepData(...input)) as Record<string, unknown>;

  it('opens the signed order for reading and rounds the time', () => {
    const received = step('received', 3.19471999, { message: { order: '{"amountPaise":"2000"}' } });
    expect(json(received, payment(1))).toMatchObject({
      txnId: txn(1),
      atMs: 3.195,
      message: { order: { amountPaise: '2000' } },
    });
  });

  it('leaves an order alone that is no JSON', () => {
    const received = step('received', 0, { message: { order: '{' } });
    expect(json(received, payment(1))).toMatchObject({ message: { order: '{' } });
  });

  it('adds what the record of the payment says', () => {
    expect(json(step('debited', 1), payment(1))).toMatchObject({ debit: 'demouser@upisim' });
    expect(json(step('credited', 1), payment(1))).toMatchObject({ credit: 'teastall@upisim' });
    const place = { entry: 3, leaf: 5, block: 3 };
    expect(json(step('durable', 1), payment(1, { ledger: place }))).toMatchObject({
      ledger: place,
    });
    expect(json(step('answered', 1), payment(1, { code: 'ZM' }))).toMatchObject({ code: 'ZM' });
  });
});
