import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PHONE_ITERATIONS } from '#shared/pin-proof.ts';
import type { PhoneEvent } from '#shared/protocol/sealed-methods.ts';
import type { Terminal } from '#terminal/terminal.ts';
import {
  type Bench,
  balanceOf,
  openBench,
  PASSWORD,
  PIN,
  sheetFor,
  until,
  vpaOf,
} from './bench.ts';

let bench: Bench;
let terminal: Terminal;
beforeAll(async () => {
  bench = await openBench();
  terminal = await bench.addTerminal();
});
afterAll(() => bench.close());

const shopBalance = (): number => Number(terminal.state().balancePaise);
const shortCode = (): string => `${terminal.identity.vmid}:${terminal.port}`;

async function newCharge(amountPaise: string, note = ''): Promise<string> {
  if (terminal.state().charge) {
    const { state } = terminal.state().charge?.order ?? {};
    if (state === 'active' || state === 'scanned') await terminal.cancel();
    terminal.dismiss();
  }
  const { charge } = await terminal.charge(amountPaise, note);
  if (!charge) throw new Error('no charge on screen');
  return charge.link;
}

describe('through the terminal', () => {
  test('Rs 20: both sides, the ledger and the receipt agree', async () => {
    const { phone, store } = await bench.addUser('Ravi Kumar', { pinIterations: PHONE_ITERATIONS });
    const before = shopBalance();
    const link = await newCharge('2000', 'two chai');
    const payment = await sheetFor(phone, link);
    expect(payment).toMatchObject({
      payeeName: 'Asha Tea Stall',
      payeeKind: 'merchant',
      trust: 'verified',
      note: 'two chai',
      amount: { kind: 'locked', amountPaise: 2_000 },
      route: { kind: 'terminal', vmid: terminal.identity.vmid, port: terminal.port },
    });
    await until(() => terminal.state().charge?.order.state === 'scanned');

    const outcome = await phone.pay({ payment, amountPaise: 2_000, pin: PIN });
    if (outcome.kind !== 'paid') throw new Error(JSON.stringify(outcome));
    expect(outcome.result).toMatchObject({
      code: '00',
      amountPaise: '2000',
      balancePaise: '98000',
    });
    expect(await store.loadPending()).toEqual([]);
    expect(await balanceOf(phone)).toBe(98_000);

    await until(() => shopBalance() === before + 2_000);
    const state = terminal.state();
    expect(state.charge?.order).toMatchObject({
      state: 'paid',
      payerName: 'Ravi Kumar',
      txnId: outcome.result.txnId,
    });
    expect(state.last[0]).toMatchObject({ txnId: outcome.result.txnId, direction: 'credit' });

    const receipt = await phone.receipt(outcome.result.txnId);
    expect(receipt).toMatchObject({ ok: true, value: { amountPaise: 2_000 } });
    const history = await phone.history();
    expect(history).toMatchObject({ ok: true, value: { rows: [{ direction: 'debit' }, {}] } });
  });

  test.each([
    ['the sticker', () => terminal.state().staticLink, 'verified'],
    ['the typed VMID:PORT', shortCode, 'unsigned'],
    ['the same in small letters', () => shortCode().toLowerCase(), 'unsigned'],
  ])('%s leaves the amount to the payer', async (_case, text, trust) => {
    const { phone } = await bench.addUser();
    const payment = await sheetFor(phone, text());
    expect(payment).toMatchObject({ amount: { kind: 'free' }, trust, route: { kind: 'terminal' } });
    expect(await phone.pay({ payment, amountPaise: 1_550, pin: PIN })).toMatchObject({
      kind: 'paid',
      result: { amountPaise: '1550' },
    });
  });

  test('a wrong PIN is ZM; the next try is a payment of its own', async () => {
    const { phone, store } = await bench.addUser();
    const payment = await sheetFor(phone, await newCharge('3000'));
    const wrong = await phone.pay({ payment, amountPaise: 3_000, pin: '8642' });
    expect(wrong).toMatchObject({ kind: 'declined', result: { code: 'ZM', status: 'FAILURE' } });
    expect(await store.loadPending()).toEqual([]);
    await until(() => terminal.state().charge?.order.lastCode === 'ZM');
    const right = await phone.pay({ payment, amountPaise: 3_000, pin: PIN });
    expect(right).toMatchObject({ kind: 'paid' });
    expect(wrong.kind === 'declined' && right.kind === 'paid' && wrong.result.txnId).not.toBe(
      right.kind === 'paid' && right.result.txnId,
    );
    expect(await balanceOf(phone)).toBe(97_000);
  });

  test('a charge that is paid is not paid by a second customer', async () => {
    const [first, second] = [await bench.addUser('One'), await bench.addUser('Two')];
    const link = await newCharge('1000');
    const [sheet, late] = [await sheetFor(first.phone, link), await sheetFor(second.phone, link)];
    const request = { amountPaise: 1_000, pin: PIN };
    expect(await first.phone.pay({ payment: sheet, ...request })).toMatchObject({ kind: 'paid' });
    expect(await second.phone.pay({ payment: late, ...request })).toMatchObject({
      kind: 'declined',
      result: { code: 'U10' },
    });
    expect(await second.phone.prepare(link)).toMatchObject({ ok: false, failure: { code: 'U01' } });
    expect(await balanceOf(second.phone)).toBe(100_000);
  });

  test('after its time a charge is expired on the POS and refused to the phone', async () => {
    const { phone } = await bench.addUser();
    const link = await newCharge('1000');
    const payment = await sheetFor(phone, link);
    await bench.timers.advance(301_000);
    await until(() => terminal.state().charge?.order.state === 'expired');
    expect(await phone.pay({ payment, amountPaise: 1_000, pin: PIN })).toMatchObject({
      kind: 'declined',
      result: { code: 'X1' },
    });
    expect(await phone.prepare(link)).toMatchObject({ ok: false, failure: { code: 'X1' } });
    expect(await balanceOf(phone)).toBe(100_000);
  });

  test('a cancelled charge cannot be paid', async () => {
    const { phone } = await bench.addUser();
    const link = await newCharge('1000');
    const payment = await sheetFor(phone, link);
    await terminal.cancel();
    expect(await phone.pay({ payment, amountPaise: 1_000, pin: PIN })).toMatchObject({
      kind: 'declined',
      result: { code: 'U10' },
    });
  });

  test('a phone that lay idle for an hour still pays: nonce and session are renewed', async () => {
    const { phone } = await bench.addUser();
    await phone.openSession();
    await bench.timers.advance(3_600_000);
    const payment = await sheetFor(phone, await newCharge('700'));
    expect(await phone.pay({ payment, amountPaise: 700, pin: PIN })).toMatchObject({
      kind: 'paid',
    });
  });
});

describe('straight to the bank', () => {
  test('a typed UPI ID, a mobile number, and the payee hears of it', async () => {
    const [payer, payee] = [await bench.addUser('Payer'), await bench.addUser('Sita Devi')];
    const heard: PhoneEvent[] = [];
    payee.phone.onEvent((event) => heard.push(event));
    await payee.phone.openSession();
    const identity = await payee.phone.identity();
    if (!identity.ok || !identity.value) throw new Error('no account');
    for (const text of [identity.value.vpa, `+91 ${identity.value.mobile}`]) {
      const payment = await sheetFor(payer.phone, text);
      expect(payment).toMatchObject({
        payeeName: 'Sita Devi',
        payeeKind: 'person',
        route: { kind: 'bank' },
      });
      const outcome = await payer.phone.pay({ payment, amountPaise: 500, pin: PIN, note: 'rent' });
      expect(outcome).toMatchObject({ kind: 'paid', result: { note: 'rent' } });
    }
    await until(() => heard.length === 2);
    expect(heard[0]).toMatchObject({ kind: 'credited', row: { amountPaise: '500' } });
    expect(await balanceOf(payer.phone)).toBe(99_000);
    expect(await balanceOf(payee.phone)).toBe(101_000);
  });

  test('a printed code without a port goes to the bank', async () => {
    const { phone } = await bench.addUser();
    const payment = await sheetFor(phone, `upi://pay?pa=${terminal.identity.vpa}&am=5&mam=2`);
    expect(payment).toMatchObject({
      route: { kind: 'bank' },
      amount: { kind: 'minimum', minimumPaise: 200, suggestedPaise: 500 },
    });
    const low = await phone.pay({ payment, amountPaise: 199, pin: PIN });
    expect(low).toMatchObject({ kind: 'failed', failure: { kind: 'invalid' } });
    const more = await phone.pay({ payment, amountPaise: 900, pin: PIN });
    expect(more).toMatchObject({ kind: 'paid' });
  });

  test('events come home after a payment through a terminal', async () => {
    const [shopper, friend] = [await bench.addUser('Shopper'), await bench.addUser('Friend')];
    const heard: PhoneEvent[] = [];
    shopper.phone.onEvent((event) => heard.push(event));
    const payment = await sheetFor(shopper.phone, shortCode());
    await shopper.phone.pay({ payment, amountPaise: 100, pin: PIN });
    await shopper.phone.history();
    const back = await sheetFor(friend.phone, await vpaOf(shopper.phone));
    await friend.phone.pay({ payment: back, amountPaise: 100, pin: PIN });
    await until(() => heard.length === 1);
    expect(heard[0]).toMatchObject({ kind: 'credited' });
  });
});

describe('codes that cannot be paid', () => {
  const refusals: [string, () => string | Promise<string>, object][] = [
    ['another kind of code', () => 'https://example.org', { kind: 'bad-code' }],
    ['nothing', () => '', { kind: 'bad-code' }],
    ['a mandate', () => 'upi://mandate?pa=a@b', { kind: 'bad-code' }],
    [
      'a reference that cannot be signed',
      () => 'upi://pay?pa=aa@bb&tr=%F0%9F%8D%B5',
      { kind: 'bad-code' },
    ],
    ['an unknown UPI ID', () => 'nobody@upisim', { kind: 'refused', code: 'ZH' }],
    ['an unknown mobile number', () => '6000000000', { kind: 'refused', code: 'ZH' }],
    ['an unknown machine', () => `VM00000000:${terminal.port}`, { code: 'X7' }],
    ['the machine at another port', () => `${terminal.identity.vmid}:1`, { kind: 'wrong-port' }],
    [
      'an edited amount',
      async () => (await newCharge('5000')).replace('am=50.00', 'am=5.00'),
      { kind: 'not-genuine', code: 'X6' },
    ],
    [
      'an edited amount without its signature',
      async () => (await newCharge('5000')).replace('am=50.00', 'am=5.00').replace(/&sign=.*/, ''),
      { code: 'U12' },
    ],
    [
      'another payee under a real machine',
      () => `upi://pay?pa=nobody@upisim&mtid=${terminal.identity.vmid}&port=${terminal.port}`,
      { code: 'ZH' },
    ],
    [
      'a dynamic code with an unknown charge',
      () => `upi://pay?pa=${terminal.identity.vpa}&mode=16&tr=CH0000000000000000&am=1`,
      { kind: 'refused' },
    ],
  ];
  test.each(refusals)('%s', async (_case, text, expected) => {
    const { phone } = await bench.addUser();
    expect(await phone.prepare(await text())).toMatchObject({ ok: false, failure: expected });
  });

  test('your own', async () => {
    const { phone } = await bench.addUser();
    expect(await phone.prepare(await vpaOf(phone))).toMatchObject({
      ok: false,
      failure: { code: 'U96' },
    });
  });

  test("another shop's machine in a code", async () => {
    const other = await bench.addTerminal({ name: 'Other Shop' });
    const { phone } = await bench.addUser();
    const text = `upi://pay?pa=${other.identity.vpa}&mtid=${terminal.identity.vmid}&port=${terminal.port}`;
    expect(await phone.prepare(text)).toMatchObject({ ok: false, failure: { code: 'X6' } });
  });

  test('of a machine that is switched off: X7, also when it went off after the scan', async () => {
    const other = await bench.addTerminal({ name: 'Closing Shop' });
    const code = `${other.identity.vmid}:${other.port}`;
    const { phone } = await bench.addUser();
    const payment = await sheetFor(phone, code);
    await other.close();
    const outcome = await phone.pay({ payment, amountPaise: 100, pin: PIN });
    // A phone that has not yet heard of the end sends into the closing line; its answer is then
    // unknown, and the same id goes straight to the bank. Both ends are right, and money tells which.
    if (outcome.kind !== 'paid') {
      expect(outcome).toMatchObject({
        kind: 'failed',
        failure: { kind: 'unreachable', code: 'X7' },
      });
    }
    await until(async () => {
      const prepared = await phone.prepare(code);
      return !prepared.ok && prepared.failure.detail.endsWith('is off.');
    });
    expect(await phone.prepare(code)).toMatchObject({ ok: false, failure: { code: 'X7' } });
    expect(await balanceOf(phone)).toBe(outcome.kind === 'paid' ? 99_900 : 100_000);
  });
});

describe('what is typed on the phone', () => {
  test.each([
    ['no amount', { amountPaise: 0, pin: PIN }],
    ['less than nothing', { amountPaise: -1, pin: PIN }],
    ['half a paisa', { amountPaise: 0.5, pin: PIN }],
    ['not a number', { amountPaise: Number.NaN, pin: PIN }],
    ['2^53 + 1', { amountPaise: 2 ** 53 + 2, pin: PIN }],
    ['a PIN of five digits', { amountPaise: 100, pin: '12345' }],
    ['a note that is too long', { amountPaise: 100, pin: PIN, note: 'x'.repeat(51) }],
    ['a note that turns the text around', { amountPaise: 100, pin: PIN, note: '\u202epaid' }],
  ])('%s is not sent', async (_case, typed) => {
    const { phone } = await bench.addUser();
    const payment = await sheetFor(phone, shortCode());
    expect(await phone.pay({ payment, ...typed })).toMatchObject({
      kind: 'failed',
      failure: { kind: 'invalid' },
    });
  });

  test('two payments at once: the second waits for nobody, it is refused', async () => {
    const { phone } = await bench.addUser();
    const payment = await sheetFor(phone, shortCode());
    const request = { payment, amountPaise: 100, pin: PIN };
    const [one, two] = await Promise.all([phone.pay(request), phone.pay(request)]);
    expect(one).toMatchObject({ kind: 'paid' });
    expect(two).toMatchObject({ kind: 'failed', failure: { kind: 'busy' } });
    expect(await balanceOf(phone)).toBe(99_900);
  });

  test('too little money is Z9', async () => {
    const { phone } = await bench.addUser();
    const payment = await sheetFor(phone, shortCode());
    const outcome = await phone.pay({ payment, amountPaise: 100_001, pin: PIN });
    expect(outcome).toMatchObject({ kind: 'declined', result: { code: 'Z9' } });
  });
});

describe('PIN and balance', () => {
  test('the balance is behind the PIN', async () => {
    const { phone } = await bench.addUser();
    expect(await phone.balance('8642')).toMatchObject({ ok: false, failure: { code: 'ZM' } });
    expect(await balanceOf(phone)).toBe(100_000);
  });

  test('a changed PIN holds at once and the old one does not', async () => {
    const { phone } = await bench.addUser();
    expect(await phone.changePin('8642', '975310')).toMatchObject({
      ok: false,
      failure: { code: 'ZM' },
    });
    expect(await phone.changePin(PIN, '975310')).toMatchObject({ ok: true });
    expect(await phone.balance(PIN)).toMatchObject({ ok: false, failure: { code: 'ZM' } });
    expect(await balanceOf(phone, '975310')).toBe(100_000);
    const payment = await sheetFor(phone, shortCode());
    const outcome = await phone.pay({ payment, amountPaise: 100, pin: '975310' });
    expect(outcome).toMatchObject({ kind: 'paid' });
  });
});

describe('refunds', () => {
  test('need the password, move money back, and never more than was paid', async () => {
    const { phone } = await bench.addUser();
    const payment = await sheetFor(phone, shortCode());
    const paid = await phone.pay({ payment, amountPaise: 4_000, pin: PIN });
    if (paid.kind !== 'paid') throw new Error(JSON.stringify(paid));
    const { txnId } = paid.result;
    await expect(terminal.refund(txnId, '1000', 'wrong-password')).rejects.toThrow();
    expect(await terminal.refund(txnId, '1000', PASSWORD)).toMatchObject({ status: 'SUCCESS' });
    await expect(terminal.refund(txnId, '3001', PASSWORD)).rejects.toThrow();
    expect(await balanceOf(phone)).toBe(97_000);
    await until(() => terminal.state().last[0]?.type === 'refund');
  });
});
