import type { Tone } from '../../ui/core/tone.ts';
import type { RoomState } from './room-state.ts';

export type BankStatusKey =
  | 'contacting'
  | 'starting'
  | 'open'
  | 'observing'
  | 'unreachable'
  | 'failed';

export interface BankStatus {
  readonly key: BankStatusKey;
  readonly tone: Tone;
  readonly port: number;
  /** The host's own sentence about what is wrong. */
  readonly problem?: string;
}

/** What the header says about the bank; the host's silence counts as unreachable. */
export function bankStatus(room: Pick<RoomState, 'host' | 'hostProblem'>): BankStatus {
  const bank = room.host?.bank;
  const port = bank?.port ?? 0;
  if (room.hostProblem) {
    return { key: 'unreachable', tone: 'bad', port, problem: room.hostProblem.message };
  }
  if (!bank) return { key: 'contacting', tone: 'wait', port };
  const problem = bank.problem ? { problem: bank.problem } : {};
  switch (bank.state) {
    case 'starting':
      return { key: 'starting', tone: 'wait', port };
    case 'unreachable':
      return { key: 'unreachable', tone: 'bad', port, ...problem };
    case 'failed':
      return { key: 'failed', tone: 'bad', port, ...problem };
    case 'open':
      return bank.isObserving
        ? { key: 'observing', tone: 'wait', port }
        : { key: 'open', tone: 'good', port };
  }
}

/** Whether calls that change something make sense now. */
export const canChange = (room: Pick<RoomState, 'host' | 'hostProblem'>): boolean =>
  bankStatus(room).key === 'open';

/** Whether the bank answers reads. */
export const canRead = (room: Pick<RoomState, 'host' | 'hostProblem'>): boolean =>
  ['open', 'observing'].includes(bankStatus(room).key);

/** Whether what is missing now is on its way. */
export const isComing = (room: Pick<RoomState, 'host' | 'hostProblem'>): boolean =>
  !['unreachable', 'failed'].includes(bankStatus(room).key);
