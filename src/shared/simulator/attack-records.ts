import { z } from 'zod';

/** What the attack lab tells the control room: plain facts, no sentences in any one language. */

export const attackId = z.enum([
  'replay',
  'amount',
  'sticker',
  'ledger',
  'rollback',
  'pin-online',
  'pin-offline',
  'screenshot',
]);
export type AttackId = z.infer<typeof attackId>;

/** Every attack is run twice: on a bank as it is, and on one whose defence was taken away. */
export const attackSide = z.enum(['defended', 'undefended']);
export type AttackSide = z.infer<typeof attackSide>;

export const attackInfo = z.object({
  id: attackId,
  /** Standards that the defence comes from, by name. */
  standards: z.array(z.string()),
});
export type AttackInfo = z.infer<typeof attackInfo>;

/** Names of figures and exhibits; windows have the words for them. */
export const attackFigureName = z.enum([
  'shop-before',
  'shop-after',
  'crook-before',
  'crook-after',
  'payer-before',
  'payer-after',
  'paid-at-counter',
  'ledger-entries',
  'wrong-tries',
  'pin-found',
  'pin-locked-hours',
  'guesses-made',
  'guesses-per-second',
  'cores',
  'seconds-for-4-digits',
  'seconds-for-6-digits',
  'plain-hash-guesses-per-second',
  'years-for-the-wrapping-key',
  'claimed-amount',
  'receipt-signature',
  'sound-box',
  'goods-given',
  'leaves-signed',
  'leaves-found',
]);
export type AttackFigureName = z.infer<typeof attackFigureName>;

export const attackFigure = z.object({
  name: attackFigureName,
  unit: z.enum(['paise', 'count', 'per-second', 'seconds', 'hours', 'years', 'text', 'yes-no']),
  value: z.string().max(200),
});
export type AttackFigure = z.infer<typeof attackFigure>;

export const attackExhibitName = z.enum([
  'captured-message',
  'sent-again',
  'bank-answer',
  'order-again',
  'box-before',
  'box-changed',
  'order-signed',
  'order-changed',
  'changed-order-answer',
  'live-answer',
  'true-code',
  'fake-code',
  'unsigned-code',
  'phone-verdict',
  'unsigned-verdict',
  'wrong-key-code',
  'wrong-key-verdict',
  'payment-answer',
  'edited-row',
  'edited-verdict',
  'forged-row',
  'forged-verdict',
  'deleted-row',
  'deleted-verdict',
  'forged-checkpoint',
  'witness-verdict',
  'kept-checkpoint',
  'old-database',
  'start-answer',
  'guesses',
  'right-pin-answer',
  'stolen-row',
  'wrapped-box',
  'unwrap-answer',
  'unwrapped-keys',
  'crack-log',
  'fake-screen',
  'ledger-answer',
  'live-ledger-answer',
  'forged-receipt',
  'receipt-verdict',
  'terminal-state',
]);
export type AttackExhibitName = z.infer<typeof attackExhibitName>;

export const EXHIBIT_MAX_LENGTH = 6_000;

export const attackExhibit = z.object({
  name: attackExhibitName,
  format: z.enum(['json', 'hex', 'text']),
  value: z.string().max(EXHIBIT_MAX_LENGTH),
});
export type AttackExhibit = z.infer<typeof attackExhibit>;

export const attackOutcome = z.object({
  side: attackSide,
  /** Found out afterwards from balances, verdicts and states; never assumed. */
  isStopped: z.boolean(),
  /** What refused it: an NPCI response code or a name, and the sentence it was told with. */
  refusal: z.object({ code: z.string().max(64), sentence: z.string().max(1_000) }).optional(),
  figures: z.array(attackFigure).max(16),
  exhibits: z.array(attackExhibit).max(12),
  durationMs: z.number(),
});
export type AttackOutcome = z.infer<typeof attackOutcome>;

/** Signed head of the running bank's ledger. */
export const liveHead = z.object({ leaves: z.number().int(), root: z.string() });
export type LiveHead = z.infer<typeof liveHead>;

/** The running bank around one attack; `grown`: somebody paid meanwhile and the old head still holds. */
export const liveProof = z.object({
  verdict: z.enum(['same', 'grown', 'changed', 'unknown']),
  before: liveHead.optional(),
  after: liveHead.optional(),
});
export type LiveProof = z.infer<typeof liveProof>;

export const attackReport = z.object({
  attack: attackId,
  startedMs: z.number(),
  defended: attackOutcome.optional(),
  undefended: attackOutcome.optional(),
  live: liveProof.optional(),
  /** Why it did not end, for people; stopping it is no problem. */
  problem: z.string().max(1_000).optional(),
});
export type AttackReport = z.infer<typeof attackReport>;

export const attackStatus = z.object({
  state: z.enum(['idle', 'running', 'stopping']),
  running: z.object({ attack: attackId, side: attackSide }).optional(),
  /** Those that come after it. */
  waiting: z.array(attackId).max(attackId.options.length),
  /** The newest of each attack since the program started. */
  reports: z.array(attackReport).max(attackId.options.length),
});
export type AttackStatus = z.infer<typeof attackStatus>;
