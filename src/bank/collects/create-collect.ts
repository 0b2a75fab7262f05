import type { CollectRequest, collectMethods } from '#shared/protocol/collects.ts';
import type { ParamsOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import { normaliseVpa } from '#shared/vpa.ts';
import type { BankServices } from '../services.ts';
import type { Batch } from '../state/batch.ts';
import type { Account, Collect } from '../state/entities.ts';
import { afterChange, collectView, findCollect, isOpenAt } from './collects.ts';
import { watchExpiry } from './expiry.ts';
import { bankRestrictionCode, restrictionKind } from './restrictions.ts';

type Params = ParamsOf<typeof collectMethods, 'collect.create'>;

const SECOND_MS = 1_000;
/** Securities and finance may still ask by UPI ID (NPCI, February 2026). */
const ASKING_MCCS: ReadonlySet<string> = new Set(['6012', '6211']);

function findPayer({ state }: Batch, payer: Params['payer']): Account {
  if ('mobile' in payer) {
    const user = state.userByMobile.get(payer.mobile);
    const account = user && state.accounts.get(user.uid);
    if (account) return account;
    throw refusal('ZH', 'No UPI ID is registered with this mobile number. Nothing was sent.');
  }
  const account = state.accountByVpa.get(normaliseVpa(payer.vpa));
  if (!account) throw refusal('ZH', `There is no UPI ID ${payer.vpa}. Nothing was sent.`);
  if (account.kind === 'user') return account;
  throw refusal('U10', 'Only a person can be asked for money. Nothing was sent.');
}

function checkSetting({ state }: Batch, requester: Account, amountPaise: number): void {
  const { isPersonCollectAllowed, isMerchantCollectAllowed, collectMaxPaise } = state.settings;
  const merchant = state.merchants.get(requester.id);
  if (merchant) {
    if (isMerchantCollectAllowed || ASKING_MCCS.has(merchant.mcc)) return;
    throw refusal(
      'U10',
      'Shops may no longer ask for money by UPI ID. Nothing was sent. Show a QR code instead.',
    );
  }
  if (!isPersonCollectAllowed) {
    throw refusal('U10', 'This bank no longer carries collect requests. Nothing was sent.');
  }
  if (amountPaise > collectMaxPaise) {
    throw refusal(
      'U02',
      `A person can ask for at most ${collectMaxPaise / 100} rupees. Nothing was sent.`,
    );
  }
}

/** Nobody asks who cannot receive, and nobody is asked who does not want to be. */
function checkParties({ state }: Batch, requester: Account, payer: Account): void {
  if (payer === requester) throw refusal('U96', 'You cannot ask yourself. Nothing was sent.');
  if (requester.state === 'frozen') {
    throw refusal('YF', 'Your account is frozen. Nothing was sent. Ask your bank why.');
  }
  if (requester.state === 'dormant') {
    throw refusal('ZY', 'Your account is dormant. Nothing was sent. Ask your bank to wake it up.');
  }
  const restricted = bankRestrictionCode(state, requester.id);
  if (restricted) throw refusal(restricted, 'Your UPI ID cannot receive. Nothing was sent.');
  if (restrictionKind(state, payer.id, requester.id) !== undefined) {
    throw refusal('TM', `${payer.name} takes no requests from you. Nothing was sent.`);
  }
}

function checkRoom({ bounds }: BankServices, batch: Batch, requester: Account, payer: Account) {
  const { collects, settings } = batch.state;
  const count = (side: 'payer' | 'requester', id: string): number =>
    [...collects.openAs(side, id)].filter((each) => isOpenAt(each, batch.nowMs)).length;
  if (count('requester', requester.id) >= settings.openCollectsPerRequester) {
    throw refusal('U80', 'Too many of your requests are open. Cancel one or wait for an answer.');
  }
  if (count('payer', payer.id) >= settings.openCollectsPerPayer) {
    throw refusal('U80', `${payer.name} has too many open requests. Try again later.`);
  }
  if (collects.open.size >= bounds.openCollectsMax) {
    throw refusal('U80', 'The bank has too many open requests. Try again later.');
  }
}

/** The request made under this reference before. @throws RpcError U01 when it was another one */
function earlier(batch: Batch, requester: Account, payer: Account, params: Params) {
  const known = findCollect(batch, params.reference);
  if (!known) return undefined;
  const isSame =
    known.requesterId === requester.id &&
    known.payerId === payer.id &&
    known.amountPaise === Number(params.amountPaise);
  if (isSame) return known;
  throw refusal('U01', 'This reference was used for another request. Nothing was sent.');
}

function create(
  services: BankServices,
  batch: Batch,
  requester: Account,
  params: Params,
): CollectRequest {
  const { state, nowMs } = batch;
  const payer = findPayer(batch, params.payer);
  const known = earlier(batch, requester, payer, params);
  if (known) return collectView(state, known, requester.id, nowMs);
  const amountPaise = Number(params.amountPaise);
  checkParties(batch, requester, payer);
  checkSetting(batch, requester, amountPaise);
  checkRoom(services, batch, requester, payer);
  const lifeMs = (params.expirySeconds ?? state.settings.collectExpirySeconds) * SECOND_MS;
  const collect: Collect = {
    reference: params.reference,
    sequence: ++state.collectCount,
    requesterId: requester.id,
    payerId: payer.id,
    amountPaise,
    note: params.note,
    createdMs: nowMs,
    expiresMs: nowMs + lifeMs,
    state: 'pending',
    lastCode: '',
    endedMs: 0,
    txnId: '',
    rrn: '',
    entry: 0,
    leaf: 0,
    block: 0,
  };
  batch.collects.add(collect, state.collects.add(collect));
  afterChange(services, batch, collect);
  batch.after.push(() => watchExpiry(services));
  return collectView(state, collect, requester.id, nowMs);
}

/** Asks somebody for money; durable before it is answered, and pushed to the payer's phone. */
export const createCollect = (services: BankServices, requester: Account, params: Params) =>
  services.runner.run({
    collects: [params.reference],
    execute: (batch) => ({ value: create(services, batch, requester, params) }),
  });
