import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOfHash } from '#bank/ledger/hash-text.ts';
import { createTree } from '#bank/ledger/tree.ts';
import { fromHex, toHex } from '#shared/bytes.ts';
import { parseCheckpoint } from '#shared/ledger/checkpoint.ts';
import type { PaymentResult, PaymentSubmitParams } from '#shared/protocol/payments.ts';
import { type FaultyStore, faultyStore } from '../../support/bank/faulty-store.ts';
import { openTestBank } from '../../support/bank/test-bank.ts';
import { PASSWORD, registerTestMerchant } from '../../support/bank/test-merchant.ts';
import {
  newTxnId,
  openPhoneSession,
  orderFor,
  registerPhone,
  submissionFor,
  type TestPhone,
  wrongPinKeys,
} from '../../support/bank/test-phone.ts';

/** Random histories against the plainest book-keeping there is: a table of balances. */
type Step =
  | { readonly do: 'pay'; readonly from: number; readonly to: number; readonly paise: number }
  | { readonly do: 'wrong-pin'; readonly from: number }
  | { readonly do: 'repeat'; readonly which: number }
  | { readonly do: 'refund'; readonly which: number; readonly paise: number }
  | { readonly do: 'disk-full'; readonly from: number }
  | { readonly do: 'restart' };

const USERS = 3;
const OPENING = 10_000;
const who = fc.nat({ max: USERS - 1 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('pay' as const),
        from: who,
        to: fc.nat({ max: USERS }),
        paise: fc.integer({ min: 1, max: OPENING }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('wrong-pin' as const), from: who }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('repeat' as const), which: fc.nat() }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('refund' as const),
        which: fc.nat(),
        paise: fc.integer({ min: 1, max: OPENING }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('disk-full' as const), from: who }) },
    { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  ),
  { minLength: 5, maxLength: 30 },
);

async function play(history: readonly Step[]): Promise<void> {
  let store: FaultyStore | undefined;
  const bank = await openTestBank({
    wrapStore: (real) => {
      store = faultyStore(real);
      return store;
    },
  });
  try {
    const phones: TestPhone[] = [];
    for (let user = 0; user < USERS; user++) {
      phones.push(await registerPhone(bank.core, { balancePaise: OPENING }));
    }
    const merchant = await registerTestMerchant(bank.core);
    const vpas = [...phones.map(({ vpa }) => vpa), merchant.vpa];
    const ids = [...phones.map(({ uid }) => uid), merchant.mid];
    const balances = [...phones.map(() => OPENING), 0];
    const refundable = new Map<string, { left: number; to: number }>();
    const answered: [PaymentSubmitParams, PaymentResult][] = [];
    const wrong = phones.map(() => 0);
    let sessions = phones.map((phone) => openPhoneSession(bank.core, phone));

    const submit = async (from: number, to: number, paise: number, isWrong = false) => {
      const [phone, session] = [phones[from] ?? expect.fail(), sessions[from] ?? expect.fail()];
      const payee = vpas[to] ?? expect.fail();
      const order = orderFor(bank.core, session, { payee, amountPaise: String(paise) });
      const keys = isWrong ? await wrongPinKeys(phone) : phone.pinKeys;
      const params = await submissionFor(phone, order, keys);
      const result = await bank.core.submitPayment(params, '', session.id);
      answered.push([params, result]);
      return result;
    };
    /** What the plain book-keeping expects of a payment with the right PIN. */
    const expected = (from: number, to: number, paise: number): string => {
      if ((wrong[from] ?? 0) >= 3) return 'Z6';
      if (from === to) return 'U96';
      return (balances[from] ?? 0) < paise ? 'Z9' : '00';
    };
    const move = (from: number, to: number, paise: number) => {
      balances[from] = (balances[from] ?? 0) - paise;
      balances[to] = (balances[to] ?? 0) + paise;
    };

    for (const step of history) {
      if (step.do === 'pay') {
        const code = expected(step.from, step.to, step.paise);
        const result = await submit(step.from, step.to, step.paise);
        expect(result.code).toBe(code);
        if (code !== 'Z6') wrong[step.from] = 0;
        if (code === '00') {
          move(step.from, step.to, step.paise);
          if (step.to === USERS) {
            refundable.set(result.txnId, { left: step.paise, to: step.from });
          }
        }
      } else if (step.do === 'wrong-pin') {
        const tries = (wrong[step.from] ?? 0) + 1;
        const result = await submit(step.from, USERS, 1, true);
        expect(result.code).toBe(tries >= 3 ? 'Z6' : 'ZM');
        wrong[step.from] = Math.min(tries, 3);
      } else if (step.do === 'repeat') {
        const [params, first] = answered[step.which % Math.max(answered.length, 1)] ?? [];
        if (!params || !first) continue;
        const { balancePaise, serverSignature, ...rest } = first;
        expect(await bank.core.submitPayment(params, '')).toEqual(rest);
      } else if (step.do === 'refund') {
        const [txnId, entry] = [...refundable][step.which % Math.max(refundable.size, 1)] ?? [];
        if (!txnId || !entry) continue;
        const call = bank.core.terminalCall(merchant.vmid, 'merchant.refund', {
          txnId,
          refundTxnId: newTxnId(),
          amountPaise: String(step.paise),
          password: PASSWORD,
        });
        if (step.paise > entry.left) {
          await expect(call).rejects.toMatchObject({ data: { responseCode: 'U12' } });
        } else {
          expect(await call).toMatchObject({ code: '00' });
          entry.left -= step.paise;
          move(USERS, entry.to, step.paise);
        }
      } else if (step.do === 'disk-full') {
        store?.faults.push('disk-full');
        await expect(submit(step.from, USERS, 1)).rejects.toMatchObject({
          data: { responseCode: 'XY' },
        });
      } else {
        await bank.reopen();
        sessions = phones.map((phone) => openPhoneSession(bank.core, phone));
      }
      const { rows } = await bank.core.adminCall('admin.accounts', {
        limit: 50,
        offset: 0,
        search: '',
      });
      const real = new Map(rows.map(({ id, balancePaise }) => [id, Number(balancePaise)]));
      expect(ids.map((id) => real.get(id))).toEqual(balances);
      expect([...real.values()].reduce((sum, paise) => sum + paise, 0)).toBe(0);
    }
    await expectSound(bank.core);
  } finally {
    await bank.remove();
  }
}

/** The whole ledger verifies, and so does every prefix that ends with a block. */
async function expectSound(core: Awaited<ReturnType<typeof openTestBank>>['core']) {
  expect(await core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
  const { size, root } = parseCheckpoint(core.health().checkpoint);
  const { rows } = await core.ledgerCall('ledger.blocks', { limit: 200 });
  const rootBefore = new Map(rows.map((block) => [block.leaf, block.rootBefore]));
  const tree = createTree();
  for (let leaf = 0; leaf < size; leaf++) {
    const expected = rootBefore.get(leaf);
    if (expected !== undefined) expect(toHex(tree.root())).toBe(expected);
    const { hash } = await core.ledgerCall('ledger.leaf', { leaf });
    tree.append(textOfHash(fromHex(hash)));
  }
  expect(toHex(tree.root())).toBe(toHex(root));
}

test('random histories: money conserved, nothing below zero, repeats change nothing, every prefix verifies', async () => {
  await fc.assert(fc.asyncProperty(steps, play), {
    numRuns: 15,
    endOnFailure: true,
    interruptAfterTimeLimit: 40_000,
    markInterruptAsFailure: false,
  });
});
