import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type LabNews, type LabOrder, STOP } from './lab-messages.ts';
import { runAttack } from './run-attack.ts';

/** The thread of one attack; started by start-lab-thread.ts, ends when everything is closed. */
async function serve(port: MessagePort, { attack, folder, live }: LabOrder): Promise<void> {
  const stop = new AbortController();
  const tell = (news: LabNews): void => port.postMessage(news);
  port.on('message', (message) => {
    if (message === STOP) stop.abort(new Error('The attack was stopped.'));
  });
  try {
    await runAttack({
      ...{ attack, folder, live, signal: stop.signal },
      onSide: (side) => tell({ kind: 'side', side }),
      onOutcome: (outcome) => tell({ kind: 'outcome', outcome }),
    });
  } catch (error) {
    if (!stop.signal.aborted) {
      tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  } finally {
    port.close();
  }
}

if (parentPort) void serve(parentPort, workerData as LabOrder);
