import { rrnDayFrom, rrnFrom, txnIdFrom } from '#shared/ids.ts';
import { decodeLeaf, encodeLeaf } from '#shared/ledger/leaf.ts';
import { checkReceipt, formatReceipt, parseReceipt } from '#shared/ledger/receipt.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import type { Terminal } from '#terminal/terminal.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import {
  type Attack,
  type AttackContext,
  type Finding,
  figure,
  json,
  paise,
  text,
} from '../attack.ts';
import { type LabPhone, must } from '../world/lab-phone.ts';
import { showLiveBank } from '../world/live-bank.ts';
import { inWorld, type World } from '../world/world.ts';

const PRICE_PAISE = 25_000;
const SMALL_PAISE = 100;

/** What the customer holds up: right in every detail that an eye can check. */
interface FakeScreen {
  readonly status: 'SUCCESS';
  readonly amountPaise: string;
  readonly payee: string;
  readonly txnId: string;
  readonly rrn: string;
}

const fakeScreen = (payee: string): FakeScreen => ({
  status: 'SUCCESS',
  amountPaise: String(PRICE_PAISE),
  payee,
  txnId: txnIdFrom(nodeCrypto.randomBytes(16)),
  rrn: rrnFrom(rrnDayFrom(Date.now()), 417),
});

/** A genuine receipt for one rupee, its amount raised. */
async function forgeReceipt(phone: LabPhone, txnId: string): Promise<string> {
  const genuine = parseReceipt(must(await phone.client.receipt(txnId)).text);
  const leaf = decodeLeaf(genuine.leaf);
  if (leaf.kind !== 'entry') throw new Error('not an entry');
  return formatReceipt({ ...genuine, leaf: encodeLeaf({ ...leaf, amountPaise: PRICE_PAISE }) });
}

async function receiptProblem(receipt: string, vkey: string): Promise<string | undefined> {
  return checkReceipt(nodeCrypto, receipt, vkey).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

const whatThePosSays = (state: PosState): unknown => ({
  charge: state.charge?.order.state,
  paidToday: state.dayCount,
  lastPayment: state.last[0]?.amountPaise,
});

/** Resolves when the terminal's charge is paid: the moment the sound box speaks. */
const untilPaid = (shop: Terminal, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const isPaid = (state: PosState): boolean => state.charge?.order.state === 'paid';
    if (isPaid(shop.state())) return resolve();
    const stop = (): void => reject(signal.reason);
    const off = shop.onState((state) => {
      if (!isPaid(state)) return;
      off();
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });

async function setTheScene(world: World) {
  const shop = await world.addShop('Asha Tea Stall');
  const crook = await world.addPhone({ name: 'Quick Cash' });
  const outcome = await world.pay(crook, shop.state().staticLink, SMALL_PAISE);
  if (outcome.kind !== 'paid') throw new Error('the one-rupee payment failed');
  const before = await world.balanceOf(shop.identity.vpa);
  const charged = await shop.charge(String(PRICE_PAISE));
  return { shop, crook, before, charged, txnId: outcome.result.txnId };
}

async function defended(world: World, { signal, live }: AttackContext): Promise<Finding> {
  const { shop, crook, before, charged, txnId } = await setTheScene(world);
  const { vpa } = shop.identity;
  const fake = fakeScreen(vpa);
  let isSpoken = false;
  const off = shop.onState((state) => {
    if (state.charge?.order.state === 'paid') isSpoken = true;
  });
  const receipt = await forgeReceipt(crook, txnId);
  const search = { search: fake.txnId, limit: 10 };
  const found = await world.bank.core.ledgerCall('ledger.entries', search);
  const problem = await receiptProblem(receipt, world.bank.pins.ledgerVerifierKey);
  const silent = whatThePosSays(shop.state());
  const after = await world.balanceOf(vpa);
  const wasSilent = !isSpoken;
  off();
  const shown = await showLiveBank(live, 'ledger.entries', search);

  // The same till, and a real payment: the box is silent because nothing came, not because it is broken.
  const honest = await world.addPhone({ name: 'Ravi Kumar' });
  const heard = untilPaid(shop, signal);
  await world.pay(honest, charged.charge?.link ?? '', PRICE_PAISE);
  await heard;
  return {
    isStopped: found.rows.length === 0 && problem !== undefined && wasSilent && after === before,
    refusal: { code: 'tlog-proof', sentence: problem ?? '' },
    figures: [
      paise('claimed-amount', PRICE_PAISE),
      paise('shop-before', before),
      paise('shop-after', after),
      figure('ledger-entries', 'count', found.rows.length),
      figure('receipt-signature', 'yes-no', problem === undefined),
      figure('sound-box', 'yes-no', !wasSilent),
      figure('goods-given', 'yes-no', false),
    ],
    exhibits: [
      json('fake-screen', fake),
      json('ledger-answer', found),
      text('forged-receipt', receipt),
      text('receipt-verdict', problem ?? 'the receipt holds'),
      json('terminal-state', {
        afterTheScreenshot: silent,
        afterARealPayment: whatThePosSays(shop.state()),
      }),
      ...(shown ? [json('live-ledger-answer', shown)] : []),
    ],
  };
}

/** A cashier who looks at the customer's screen and at nothing of the shop's own. */
const isBelieved = (screen: FakeScreen, vpa: string): boolean =>
  screen.status === 'SUCCESS' && screen.amountPaise === String(PRICE_PAISE) && screen.payee === vpa;

async function undefended(world: World): Promise<Finding> {
  const { shop, before } = await setTheScene(world);
  const { vpa } = shop.identity;
  const fake = fakeScreen(vpa);
  const areGoodsGiven = isBelieved(fake, vpa);
  const after = await world.balanceOf(vpa);
  return {
    isStopped: !areGoodsGiven || after > before,
    figures: [
      paise('claimed-amount', PRICE_PAISE),
      paise('shop-before', before),
      paise('shop-after', after),
      figure('goods-given', 'yes-no', areGoodsGiven),
    ],
    exhibits: [
      json('fake-screen', fake),
      json('terminal-state', { afterTheScreenshot: whatThePosSays(shop.state()) }),
    ],
  };
}

/** 8: the customer shows a picture of a payment that never was. */
export const screenshot: Attack = (context) =>
  inWorld(context, (world) =>
    context.side === 'defended' ? defended(world, context) : undefended(world),
  );
