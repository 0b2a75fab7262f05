import {
  type AttackExhibit,
  type AttackExhibitName,
  type AttackFigure,
  type AttackFigureName,
  type AttackOutcome,
  type AttackSide,
  EXHIBIT_MAX_LENGTH,
} from '#shared/simulator/attack-records.ts';
import type { BankPlace } from '#terminal/wire-terminal.ts';
import type { BankAnswer } from './world/tap.ts';

export interface AttackContext {
  readonly side: AttackSide;
  /** Empty and of this side alone; whoever made it removes it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** The running bank, which is only ever shown what it refuses; undefined when out of reach. */
  readonly live: BankPlace | undefined;
}

export type Finding = Omit<AttackOutcome, 'side' | 'durationMs'>;

/**
 * One attack from beginning to end, on worlds of its own.
 * @throws whatever broke it, and the signal's reason when it was stopped
 */
export type Attack = (context: AttackContext) => Promise<Finding>;

const BYTES_A_ROW = 16;

/** `0000  75 70 69 ...  upi...`, as hex viewers show it. */
export function hexDump(bytes: Uint8Array, bytesMax = 256): string {
  const rows: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, bytesMax); at += BYTES_A_ROW) {
    const row = Buffer.from(bytes.subarray(at, Math.min(at + BYTES_A_ROW, bytesMax)));
    const hex = row
      .toString('hex')
      .replace(/../g, '$& ')
      .padEnd(BYTES_A_ROW * 3);
    const text = row.toString('latin1').replace(/[^ -~]/g, '.');
    rows.push(`${at.toString(16).padStart(4, '0')}  ${hex} ${text}`);
  }
  const left = bytes.length - bytesMax;
  return left > 0 ? `${rows.join('\n')}\n... ${left} more bytes` : rows.join('\n');
}

const fitting = (text: string): string =>
  text.length <= EXHIBIT_MAX_LENGTH ? text : `${text.slice(0, EXHIBIT_MAX_LENGTH - 3)}...`;

export const json = (name: AttackExhibitName, value: unknown): AttackExhibit => ({
  name,
  format: 'json',
  value: fitting(JSON.stringify(value, undefined, 2)),
});
export const text = (name: AttackExhibitName, value: string): AttackExhibit => ({
  name,
  format: 'text',
  value: fitting(value),
});
export const hex = (name: AttackExhibitName, bytes: Uint8Array): AttackExhibit => ({
  name,
  format: 'hex',
  value: fitting(hexDump(bytes)),
});

export const figure = (
  name: AttackFigureName,
  unit: AttackFigure['unit'],
  value: number | string | boolean,
): AttackFigure => ({ name, unit, value: String(value) });
export const paise = (name: AttackFigureName, value: number): AttackFigure =>
  figure(name, 'paise', value);

/** The code and sentence that an answer refuses with; undefined when it does not. */
export function refusalOf(answer: BankAnswer): Finding['refusal'] {
  if (!answer.error) return undefined;
  const { code, message, data } = answer.error;
  const { responseCode, detail } = (data ?? {}) as { responseCode?: string; detail?: string };
  return { code: responseCode ?? String(code), sentence: detail ?? message };
}
