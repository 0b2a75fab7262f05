import { FAULT_KINDS, type FaultKind } from '#shared/faults.ts';
import { adminMethods } from '#shared/protocol/admin-methods.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { terminalMethods } from '#shared/protocol/terminal-methods.ts';
import type { ResponseCode } from '#shared/response-codes.ts';
import { newTxnId, refusalCode, type World } from './world.ts';

/** Brings a code about and gives what came over the wire. */
export type Provoke = (world: World) => Promise<string | undefined>;

const plain: Provoke = ({ pay, payer, payee }) => pay(payer, payee.user.vpa);

const withFault =
  (kind: FaultKind, code: ResponseCode): Provoke =>
  async (world) => {
    await world.setFaults({ kind, code });
    return plain(world);
  };

/** A payment that waits, when it has ended. */
const ending =
  (kind: FaultKind): Provoke =>
  async ({ setFaults, pay, payer, payee, endOf }) => {
    const txnId = newTxnId();
    await setFaults({ kind });
    await pay(payer, payee.user.vpa, { order: { txnId } });
    return (await endOf(payer, txnId)).code;
  };

const withAccount =
  (side: 'payer' | 'payee', action: 'freeze' | 'mark-dormant'): Provoke =>
  async (world) => {
    await world.admin.call(adminMethods, 'admin.account', { id: world[side].user.uid, action });
    return plain(world);
  };

const withSettings =
  (changes: Parameters<World['setSettings']>[0], payments = 1): Provoke =>
  async (world) => {
    await world.setSettings(changes);
    for (let made = 1; made < payments; made++) await plain(world);
    return plain(world);
  };

const wrongPin: Provoke = ({ pay, payer, payee }) =>
  pay(payer, payee.user.vpa, { pinOf: payee.user });

/** The same id twice; the second time with something else. */
const sameId =
  (
    changes: (world: World) => { amountPaise?: string; reference?: string },
    second: (
      world: World,
    ) => Promise<{ payee?: string; payer?: World['payer'] }> = async () => ({}),
  ): Provoke =>
  async (world) => {
    const { pay, payer, payee } = world;
    const order = { txnId: newTxnId() };
    await pay(payer, payee.user.vpa, { order });
    const other = await second(world);
    return pay(other.payer ?? payer, other.payee ?? payee.user.vpa, {
      order: { ...order, ...changes(world) },
    });
  };

/** A request for money from the payee to the payer; gives what its approval comes to. */
const collect =
  (
    meanwhile: (world: World, reference: string) => Promise<unknown>,
    expirySeconds = 300,
  ): Provoke =>
  async (world) => {
    const { ask, pay, payer, payee } = world;
    const reference = `CR${newTxnId().slice(3, 19).toUpperCase()}`;
    const { vpa } = payer.user;
    const asked = { reference, payer: { vpa }, amountPaise: '2000', note: '', expirySeconds };
    await ask(payee, 'collect.create', asked);
    await meanwhile(world, reference);
    return pay(payer, payee.user.vpa, { order: { reference, type: 'COLLECT' } });
  };

const byFault = Object.fromEntries(
  (Object.keys(FAULT_KINDS) as FaultKind[]).flatMap((kind) =>
    FAULT_KINDS[kind].codes.map((code) => [code, withFault(kind, code)] as const),
  ),
);

const payerSide: Readonly<Record<string, Provoke>> = {
  ZM: wrongPin,
  Z6: async (world) => {
    await wrongPin(world);
    await wrongPin(world);
    return wrongPin(world);
  },
  Z7: withSettings({ perDayCount: 1, areSimulatedLimited: true }, 2),
  Z8: withSettings({ perTransactionPaise: 1_999 }),
  ZU: withSettings({ perDayPaise: 3_999 }, 2),
  FL: withSettings({ coolingPaise: 1_999, areSimulatedLimited: true }),
  FP: withSettings({ coolingPaise: 3_999, areSimulatedLimited: true }, 2),
  Z9: ({ pay, payer, payee }) => pay(payer, payee.user.vpa, { order: { amountPaise: '100001' } }),
  ZX: withAccount('payer', 'mark-dormant'),
  YE: withAccount('payer', 'freeze'),
  XH: ({ line }) =>
    line
      .call(publicMethods, 'device.requestBinding', { mobile: '6000000001', deviceId: 'device-x1' })
      .then(() => undefined, refusalCode),
  U66: ({ pay, payer, payee }) =>
    pay(payer, payee.user.vpa, { order: { deviceId: 'device-of-nobody' } }),
};

const payeeSide: Readonly<Record<string, Provoke>> = {
  ZH: ({ pay, payer }) => pay(payer, 'nobody.here@upisim'),
  ZY: withAccount('payee', 'mark-dormant'),
  YF: withAccount('payee', 'freeze'),
  U96: ({ pay, payer }) => pay(payer, payer.user.vpa),
  X6: async ({ newShop, pay, payer }) => {
    const [machineOf, paid] = [await newShop(), await newShop()];
    return pay(payer, paid.vpa, { order: { vmid: machineOf.vmid }, via: machineOf.machine });
  },
  X7: ({ pay, payer, payee }) => pay(payer, payee.user.vpa, { order: { vmid: 'VM00000000' } }),
  X1: async ({ newShop, charge, pay, payer, setFaults }) => {
    const shop = await newShop();
    const reference = await charge(shop);
    await setFaults({ kind: 'clock-skew', skewMs: 16_000 });
    return pay(payer, shop.vpa, { order: { reference } });
  },
  U12: async ({ newShop, charge, pay, payer }) => {
    const shop = await newShop();
    const reference = await charge(shop, '2100');
    return pay(payer, shop.vpa, { order: { reference } });
  },
  PS: async (world) => {
    const { admin, payee, setSettings } = world;
    await setSettings({ openingBalanceMaxPaise: 1_000_000_000_000 });
    await admin.call(adminMethods, 'admin.deposit', {
      id: payee.user.uid,
      amountPaise: '999999900000',
      txnId: newTxnId(),
    });
    return plain(world);
  },
  ZG: async (world) => {
    await world.ask(world.payee, 'upiId.block', { vpa: world.payer.user.vpa });
    return plain(world);
  },
  ZE: async (world) => {
    const { uid: id } = world.payee.user;
    await world.admin.call(adminMethods, 'admin.account', {
      id,
      action: 'block-upi-id',
    });
    return plain(world);
  },
  UX: async (world) => {
    const { uid: id } = world.payee.user;
    await world.admin.call(adminMethods, 'admin.account', {
      id,
      action: 'expire-upi-id',
    });
    return plain(world);
  },
};

const collects: Readonly<Record<string, Provoke>> = {
  ZA: collect(({ ask, payer }, reference) => ask(payer, 'collect.decline', { reference })),
  U69: collect(({ setFaults }) => setFaults({ kind: 'clock-skew', skewMs: 61_000 }), 60),
  TM: async ({ ask, payer, payee }) => {
    await ask(payer, 'upiId.block', { vpa: payee.user.vpa });
    return ask(payee, 'collect.create', {
      reference: `CR${newTxnId().slice(3, 19).toUpperCase()}`,
      payer: { vpa: payer.user.vpa },
      amountPaise: '2000',
      note: '',
    });
  },
};

const requests: Readonly<Record<string, Provoke>> = {
  U01: ({ pay, payer, payee }) => pay(payer, payee.user.vpa, { order: { nonce: 'A'.repeat(22) } }),
  U10: async ({ newShop, charge, pay, payer }) => {
    const shop = await newShop();
    const reference = await charge(shop);
    await shop.machine.call(terminalMethods, 'order.cancel', { reference });
    return pay(payer, shop.vpa, { order: { reference } });
  },
  U14: ({ line, payer: { session } }) => {
    const sealed = session.seal({ method: 'session.nonce', params: {} });
    const box = (sealed.box.startsWith('A') ? 'B' : 'A') + sealed.box.slice(1);
    return line
      .call(publicMethods, 'session.call', { ...sealed, box })
      .then(() => undefined, refusalCode);
  },
  U15: ({ pay, payer, payee }) => {
    const { signer } = payee.user;
    const forged = { ...payer, user: { ...payer.user, signer } };
    return pay(forged, payee.user.vpa);
  },
  U48: ({ ask, payer }) => ask(payer, 'payment.status', { txnId: newTxnId() }),
  U58: sameId(() => ({ amountPaise: '2001' })),
  U59: sameId(
    () => ({}),
    async ({ newParty }) => ({ payee: (await newParty()).user.vpa }),
  ),
  U60: sameId(
    () => ({}),
    async ({ newParty }) => ({ payer: await newParty() }),
  ),
  U70: ({ pay, payer, payee, setFaults }) =>
    pay(payer, payee.user.vpa, {
      beforeSending: () => setFaults({ kind: 'clock-skew', skewMs: 301_000 }),
    }),
};

/** By code; every one in the table must be here. */
export const PROVOCATIONS: Readonly<Record<string, Provoke | undefined>> = {
  ...byFault,
  '00': plain,
  // What these faults answer first is 01; their code tells how the payment ended.
  U68: ending('credit-timeout'),
  U31: ending('credit-failed'),
  U34: ending('reversal-timeout'),
  ...payerSide,
  ...payeeSide,
  ...collects,
  ...requests,
};
