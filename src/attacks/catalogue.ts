import type { AttackId } from '#shared/simulator/attack-records.ts';
import type { Attack } from './attack.ts';
import { amount } from './attacks/amount.ts';
import { ledger } from './attacks/ledger.ts';
import { pinOffline } from './attacks/pin-offline.ts';
import { pinOnline } from './attacks/pin-online.ts';
import { replay } from './attacks/replay.ts';
import { rollback } from './attacks/rollback.ts';
import { screenshot } from './attacks/screenshot.ts';
import { sticker } from './attacks/sticker.ts';

export const ATTACKS: Readonly<Record<AttackId, Attack>> = {
  replay,
  amount,
  sticker,
  ledger,
  rollback,
  'pin-online': pinOnline,
  'pin-offline': pinOffline,
  screenshot,
};
