import { utf8 } from '#shared/bytes.ts';
import type { PreparedPayment } from '#shared/device/prepare.ts';
import { parseScanned, signedLink, type UpiLinkFields, unsignedLink } from '#shared/upi-uri.ts';
import { merchantSigner } from '#terminal/merchant-key.ts';
import type { Terminal } from '#terminal/terminal.ts';
import { type Attack, type Finding, json, paise, text } from '../attack.ts';
import type { LabPhone } from '../world/lab-phone.ts';
import { inWorld, type World } from '../world/world.ts';

const PRICE_PAISE = 2_000;

interface Codes {
  readonly real: string;
  /** Dressed as the shop's, signed by the crook's own certified P-256 key. */
  readonly signedByAnother: string;
  /** The shop's own UPI ID with another amount, signed by the crook: only the signature is wrong. */
  readonly wrongKey: string;
  /** The crook's UPI ID under the shop's name, without a signature. */
  readonly unsigned: string;
}

function codesOf(shop: Terminal, crook: Terminal): Codes {
  const { mid, vmid, name } = shop.identity;
  const { vpa, privateKey } = crook.identity;
  const fields: UpiLinkFields = { payeeVpa: vpa, payeeName: name, mode: '02', mcc: '5499' };
  const dressed = unsignedLink({ ...fields, mid, vmid });
  const raised = unsignedLink({
    ...{ ...fields, payeeVpa: shop.identity.vpa, mid, vmid },
    amountRupees: '500.00',
  });
  const signer = merchantSigner(privateKey);
  return {
    real: shop.state().staticLink,
    signedByAnother: signedLink(dressed, signer.sign(utf8(dressed))),
    wrongKey: signedLink(raised, signer.sign(utf8(raised))),
    unsigned: unsignedLink({ ...fields, mode: '01' }),
  };
}

const sheetSays = ({ payeeVpa, payeeName, trust }: PreparedPayment): unknown => ({
  payeeName,
  payeeVpa,
  trust,
});

async function lookAt(phone: LabPhone, code: string) {
  const prepared = await phone.client.prepare(code);
  if (!prepared.ok) return { refusal: prepared.failure, says: { refused: prepared.failure } };
  return { refusal: undefined, says: sheetSays(prepared.value), sheet: prepared.value };
}

/** A careless phone: believes name and UPI ID of the code and asks nobody. */
function believe(code: string): PreparedPayment {
  const scanned = parseScanned(code);
  if (!('kind' in scanned) || scanned.kind !== 'link') throw new Error('not a link');
  const { link } = scanned;
  return {
    payeeVpa: link.payeeVpa,
    payeeName: link.payeeName,
    payeeKind: 'merchant',
    mcc: link.mcc,
    amount: { kind: 'free' },
    note: '',
    reference: '',
    mode: link.mode,
    trust: 'verified',
    route: { kind: 'bank' },
  };
}

async function people(world: World) {
  const shop = await world.addShop('Asha Tea Stall');
  const crook = await world.addShop('Quick Cash Traders');
  const phone = await world.addPhone({ name: 'Ravi Kumar' });
  const codes = codesOf(shop, crook);
  const balances = async () => ({
    shop: await world.balanceOf(shop.identity.vpa),
    crook: await world.balanceOf(crook.identity.vpa),
  });
  return { shop, crook, phone, codes, balances };
}

async function defended(world: World): Promise<Finding> {
  const { shop, phone, codes, balances } = await people(world);
  const before = await balances();
  const fake = await lookAt(phone, codes.signedByAnother);
  const wrongKey = await lookAt(phone, codes.wrongKey);
  const unsigned = await lookAt(phone, codes.unsigned);
  const after = await balances();
  const isNamed =
    unsigned.sheet?.trust === 'unsigned' && unsigned.sheet.payeeName !== shop.identity.name;
  const { refusal } = fake;
  return {
    isStopped:
      refusal !== undefined &&
      wrongKey.refusal !== undefined &&
      isNamed &&
      after.crook === before.crook,
    ...(refusal
      ? { refusal: { code: refusal.code ?? refusal.kind, sentence: refusal.detail } }
      : {}),
    figures: [
      paise('crook-before', before.crook),
      paise('crook-after', after.crook),
      paise('shop-after', after.shop),
    ],
    exhibits: [
      text('true-code', codes.real),
      text('fake-code', codes.signedByAnother),
      json('phone-verdict', fake.says),
      text('wrong-key-code', codes.wrongKey),
      json('wrong-key-verdict', wrongKey.says),
      text('unsigned-code', codes.unsigned),
      json('unsigned-verdict', unsigned.says),
    ],
  };
}

async function undefended(world: World): Promise<Finding> {
  const { phone, codes, balances } = await people(world);
  const before = await balances();
  const sheet = believe(codes.signedByAnother);
  const outcome = await world.payPrepared(phone, sheet, PRICE_PAISE);
  const after = await balances();
  return {
    isStopped: after.crook === before.crook,
    figures: [
      paise('crook-before', before.crook),
      paise('crook-after', after.crook),
      paise('shop-after', after.shop),
    ],
    exhibits: [
      text('fake-code', codes.signedByAnother),
      json('phone-verdict', sheetSays(sheet)),
      json('payment-answer', outcome),
    ],
  };
}

/** 3: somebody pastes another code over the shop's. */
export const sticker: Attack = ({ side, folder, signal }) =>
  inWorld({ folder, signal }, side === 'defended' ? defended : undefended);
