import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FATES, type FateCode } from '#bank/payments/held/fates.ts';
import { FAULT_KINDS, type FaultKind } from '#shared/faults.ts';
import { referenceFrom } from '#shared/ids.ts';
import { defaultBankSettings } from '#shared/settings.ts';
import { type FaultyStore, faultyStore } from '../../support/bank/faulty-store.ts';
import { openTestBank, testRandom } from '../../support/bank/test-bank.ts';
import { PASSWORD, registerTestMerchant } from '../../support/bank/test-merchant.ts';
import {
  newTxnId,
  openPhoneSession,
  pay,
  registerPhone,
  type TestPhone,
} from '../../support/bank/test-phone.ts';
import { type TestTimers, testTimers } from '../../support/bank/test-timers.ts';

/**
 * Random histories with faults, holds, their ends, collect requests, refunds, failing commits and restarts, against a
 * table of balances with one column for SUSPENSE. The whole ledger is audited after every step, so
 * every prefix of it is.
 */
const USERS = 2;
const SHOP = USERS;
const OPENING = 10_000;
const CODES = Object.keys(FATES) as FateCode[];
const DECLINING: FaultKind[] = ['debit-timeout', 'hsm-down', 'risk', 'beneficiary-offline'];

const who = fc.nat({ max: USERS - 1 });
const paise = fc.integer({ min: 1, max: OPENING });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      from: who,
      to: fc.nat({ max: SHOP }),
      paise,
      /** The payee asked for it: the payment approves a collect request. */
      isAsked: fc.boolean(),
      fault: fc.option(fc.constantFrom(...CODES, ...DECLINING)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      seconds: fc.constantFrom(5, 10, 25, 70),
      isDiskFull: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('refund' as const), which: fc.nat(), paise }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Held {
  readonly txnId: string;
  readonly from: number;
  readonly to: number;
  readonly paise: number;
  readonly code: FateCode;
  readonly dueMs: number;
}

const isFate = (fault: FateCode | FaultKind): fault is FateCode => Object.hasOwn(FATES, fault);
const kindOf = (code: FateCode): FaultKind =>
  (Object.keys(FAULT_KINDS) as FaultKind[]).find((kind) =>
    FAULT_KINDS[kind].codes.some((each) => each === code),
  ) ?? expect.fail();

async function play(history: readonly Step[]): Promise<void> {
  let store: FaultyStore | undefined;
  let timers: TestTimers | undefined;
  const bank = await openTestBank({
    timers: { after: (delayMs, work) => (timers as TestTimers).after(delayMs, work) },
    wrapStore: (real) => {
      store = faultyStore(real);
      return store;
    },
  });
  timers = testTimers(bank.clock);
  try {
    const phones: TestPhone[] = [];
    for (let user = 0; user < USERS; user++) {
      phones.push(await registerPhone(bank.core, { balancePaise: OPENING }));
    }
    const shop = await registerTestMerchant(bank.core);
    const vpas = [...phones.map(({ vpa }) => vpa), shop.vpa];
    const ids = [...phones.map(({ uid }) => uid), shop.mid, 'SUSPENSE'];
    const balances = [...phones.map(() => OPENING), 0, 0];
    const SUSPENSE = ids.length - 1;
    const move = (from: number, to: number, amount: number): void => {
      balances[from] = (balances[from] ?? 0) - amount;
      balances[to] = (balances[to] ?? 0) + amount;
    };
    let held: Held[] = [];
    /** What payments must be answered with, for ever or for now. */
    const answers = new Map<string, { from: number; status: string; code: string }>();
    const refundable = new Map<string, { left: number; to: number }>();
    const session = (user: number) => openPhoneSession(bank.core, phones[user] ?? expect.fail());
    const settings = {
      ...defaultBankSettings(),
      openCollectsPerPayer: 100,
      openCollectsPerRequester: 100,
    };
    await bank.core.adminCall('admin.settings.set', settings);
    /** How requests must stand: by their reference, and by the payment that may still end. */
    const requests = new Map<string, { by: number; state: string }>();
    const requestOf = new Map<string, string>();
    const ask = async ({ from, to, paise: sum }: Extract<Step, { do: 'pay' }>) => {
      const reference = referenceFrom('CR', testRandom(16));
      const own = bank.core.session(session(to).id) ?? expect.fail();
      const payer = { vpa: vpas[from] ?? expect.fail() };
      const params = { reference, payer, amountPaise: String(sum), note: '' };
      await bank.core.sealedCall(own, 'collect.create', params);
      return { type: 'COLLECT', reference } as const;
    };
    const paid = (
      txnId: string,
      { from, to, paise: sum }: Omit<Held, 'txnId' | 'code' | 'dueMs'>,
    ) => {
      if (to === SHOP) refundable.set(txnId, { left: sum, to: from });
    };

    const payStep = async (each: Extract<Step, { do: 'pay' }>): Promise<void> => {
      const { from, to, paise: sum, fault } = each;
      const isHeld = fault !== null && isFate(fault);
      const kind = fault === null ? undefined : isHeld ? kindOf(fault) : fault;
      const code = isHeld ? { code: fault } : {};
      await bank.core.adminCall('admin.setFaults', {
        faults: kind ? [{ id: 'one', scope: 'global', sharePercent: 100, kind, ...code }] : [],
      });
      const isAsked = each.isAsked && from !== to && to !== SHOP;
      const approval = isAsked ? await ask(each) : {};
      const rule = from === to ? 'U96' : (balances[from] ?? 0) < sum ? 'Z9' : undefined;
      const result = await pay(bank.core, session(from), {
        payee: vpas[to] ?? expect.fail(),
        amountPaise: String(sum),
        ...approval,
      });
      const { txnId, reference } = result;
      const declined = kind && !isHeld ? FAULT_KINDS[kind].codes[0] : undefined;
      const outcome =
        (kind === 'hsm-down' ? declined : undefined) ?? rule ?? (isHeld ? undefined : declined);
      const expected = outcome
        ? { status: 'FAILURE', code: outcome }
        : isHeld
          ? FATES[fault].now
          : { status: 'SUCCESS', code: '00' };
      expect(result).toMatchObject(expected);
      answers.set(txnId, { from, ...expected });
      if (isAsked) {
        const state = outcome ? 'pending' : isHeld ? 'approved' : 'paid';
        requests.set(reference, { by: to, state });
        requestOf.set(txnId, reference);
      }
      if (outcome) return;
      if (!isHeld) {
        move(from, to, sum);
        paid(txnId, each);
        return;
      }
      move(from, SUSPENSE, sum);
      const dueMs = result.timeMs + settings[FATES[fault].wait] * 1_000;
      held.push({ txnId, from, to, paise: sum, code: fault, dueMs });
    };
    const endInModel = (): void => {
      const isDue = ({ dueMs }: Held) => dueMs <= bank.clock.nowMs();
      for (const one of held.filter(isDue)) {
        const { end, done } = FATES[one.code];
        move(SUSPENSE, end === 'release' ? one.to : one.from, one.paise);
        answers.set(one.txnId, { from: one.from, ...done });
        const request = requests.get(requestOf.get(one.txnId) ?? '');
        if (request) request.state = end === 'release' ? 'paid' : 'pending';
        if (end === 'release') paid(one.txnId, one);
      }
      held = held.filter((one) => !isDue(one));
    };
    /** Until the bank's own commands, and what they ask for, have run. */
    const settle = async () => {
      for (let turn = 0; turn < 4; turn++)
        await bank.core.adminCall('admin.settings.set', settings);
    };
    const waitStep = async ({ seconds, isDiskFull }: Extract<Step, { do: 'wait' }>) => {
      await settle();
      const dueMs = bank.clock.nowMs() + seconds * 1_000;
      if (isDiskFull && held.some((one) => one.dueMs <= dueMs)) store?.faults.push('disk-full');
      timers?.pass(seconds * 1_000);
      await settle().catch(() => undefined);
      // What could not be stored is tried again a second later.
      timers?.pass(1_000);
      await settle();
      endInModel();
    };
    const refundStep = async ({ which, paise: sum }: Extract<Step, { do: 'refund' }>) => {
      const [txnId, entry] = [...refundable][which % Math.max(refundable.size, 1)] ?? [];
      if (!txnId || !entry) return;
      const call = bank.core.terminalCall(shop.vmid, 'merchant.refund', {
        txnId,
        refundTxnId: newTxnId(),
        amountPaise: String(sum),
        password: PASSWORD,
      });
      if (sum > entry.left) {
        await expect(call).rejects.toMatchObject({ data: { responseCode: 'U12' } });
        return;
      }
      expect(await call).toMatchObject({ code: '00' });
      entry.left -= sum;
      move(SHOP, entry.to, sum);
    };

    for (const each of history) {
      if (each.do === 'pay') await payStep(each);
      else if (each.do === 'wait') await waitStep(each);
      else if (each.do === 'refund') await refundStep(each);
      else {
        await bank.reopen();
        timers.pass(0);
        await settle();
        endInModel();
      }
      const { rows } = await bank.core.adminCall('admin.accounts', {
        limit: 50,
        offset: 0,
        search: '',
      });
      const real = new Map(rows.map(({ id, balancePaise }) => [id, Number(balancePaise)]));
      expect(ids.map((id) => real.get(id))).toEqual(balances);
      expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
    }
    for (const [reference, { by, state }] of requests) {
      const own = bank.core.session(session(by).id) ?? expect.fail();
      expect(await bank.core.sealedCall(own, 'collect.get', { reference })).toMatchObject({
        state,
      });
    }
    for (const [txnId, { from, ...answer }] of answers) {
      const own = bank.core.session(session(from).id) ?? expect.fail();
      expect(await bank.core.sealedCall(own, 'payment.status', { txnId })).toMatchObject(answer);
    }
  } finally {
    await bank.remove();
  }
}

test('random histories with faults and collects: money conserved to the paisa, every prefix verifies, statuses true', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), play), {
    numRuns: 15,
    endOnFailure: true,
    interruptAfterTimeLimit: 20_000,
    markInterruptAsFailure: false,
  });
});
