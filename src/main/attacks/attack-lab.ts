import { mkdirSync, rmSync } from 'node:fs';
import type { LabNews } from '#attacks/lab-messages.ts';
import type { LabThread, StartLabThread } from '#attacks/start-lab-thread.ts';
import type { AttackId, AttackReport, AttackStatus } from '#shared/simulator/attack-records.ts';
import type { WireAddress } from '../simulator/links.ts';
import type { LiveWatch } from './live-watch.ts';

/** The attacks of one desk: one at a time, each in a thread and a folder that are gone afterwards. */
export interface AttackLab {
  status(): AttackStatus;
  /**
   * One after the other.
   * @param live the running bank, undefined when it is out of reach
   * @throws Error with a sentence for people when one is under way
   */
  run(attacks: readonly AttackId[], live: () => WireAddress | undefined): AttackStatus;
  /** The one that runs, and those that wait. */
  stop(): AttackStatus;
  /** Ends what is under way and waits until nothing of it is left. */
  close(): Promise<void>;
}

export interface AttackLabOptions {
  /** The lab's own; whatever a killed program left in it is removed. */
  readonly folder: string;
  readonly startThread: StartLabThread;
  readonly watch: LiveWatch;
  readonly nowMs: () => number;
  onStatus(status: AttackStatus): void;
}

export function createAttackLab(options: AttackLabOptions): AttackLab {
  const { folder, watch } = options;
  const clean = (): void => rmSync(folder, { recursive: true, force: true });
  let status: AttackStatus = { state: 'idle', waiting: [], reports: [] };
  let thread: LabThread | undefined;
  let isStopped = false;
  let running: Promise<void> | undefined;
  clean();

  const put = (next: AttackStatus): void => {
    status = next;
    options.onStatus(status);
  };
  const report = (attack: AttackId, changes: Partial<AttackReport>): AttackReport[] => {
    const known = status.reports.find((each) => each.attack === attack);
    const next = { attack, startedMs: options.nowMs(), ...known, ...changes };
    return [...status.reports.filter((each) => each.attack !== attack), next];
  };
  const onNews = (attack: AttackId, news: LabNews): void => {
    if (news.kind === 'side') put({ ...status, running: { attack, side: news.side } });
    else if (news.kind === 'outcome') {
      put({ ...status, reports: report(attack, { [news.outcome.side]: news.outcome }) });
    } else put({ ...status, reports: report(attack, { problem: news.message }) });
  };

  async function carryOut(attack: AttackId, live: WireAddress | undefined): Promise<void> {
    const before = await watch.head();
    try {
      if (isStopped) return;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      thread = options.startThread(
        { attack, folder, live },
        { onNews: (news) => onNews(attack, news) },
      );
      await thread.ended;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      onNews(attack, { kind: 'failed', message });
    } finally {
      thread = undefined;
      clean();
      const proof = await watch.compare(before);
      put({ ...status, reports: report(attack, { live: proof }) });
    }
  }
  async function carryOutAll(
    attacks: readonly AttackId[],
    live: () => WireAddress | undefined,
  ): Promise<void> {
    for (const [index, attack] of attacks.entries()) {
      if (isStopped) break;
      const reports = status.reports.filter((each) => each.attack !== attack);
      const waiting = attacks.slice(index + 1);
      put({ state: 'running', running: { attack, side: 'defended' }, waiting, reports });
      await carryOut(attack, live());
    }
    running = undefined;
    put({ state: 'idle', waiting: [], reports: status.reports });
  }

  const stop = (): AttackStatus => {
    if (!running) return status;
    isStopped = true;
    thread?.stop();
    put({ ...status, state: 'stopping', waiting: [] });
    return status;
  };
  return {
    status: () => status,
    run(attacks, live) {
      if (running) throw new Error('An attack is under way. Wait for it or stop it first.');
      isStopped = false;
      running = carryOutAll(attacks, live);
      return status;
    },
    stop,
    async close() {
      stop();
      await running;
    },
  };
}
