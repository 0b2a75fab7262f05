import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { StressNews } from '#stress/orders.ts';
import { YOUNG_SPACE_OPTIONS } from '#stress/young-space.ts';
import type { LaunchStressWorker } from './stress-worker.ts';

const PROGRAM = join(import.meta.dirname, 'stress-process.ts');
const COMPLAINT_LENGTH = 500;

/**
 * A stress test in a process of its own, run from source.
 * @param nodePath Node 24
 */
export const launchProcessWorker =
  (nodePath: string): LaunchStressWorker =>
  ({ onNews, onEnded }) => {
    const child = spawn(nodePath, [...YOUNG_SPACE_OPTIONS, PROGRAM], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaint = '';
    let hasEnded = false;
    const end = (why: string): void => {
      if (hasEnded) return;
      hasEnded = true;
      onEnded(why);
    };
    child.stderr?.on('data', (chunk) => {
      complaint = (complaint + String(chunk)).slice(-COMPLAINT_LENGTH);
    });
    child.on('message', (news) => onNews(news as StressNews));
    child.once('error', (error) => end(`The stress test did not start: ${error.message}`));
    child.once('close', () => end(`The stress test ended by itself. ${complaint.trim()}`));
    return {
      send(order) {
        // A process that is gone says so by its own events.
        if (child.connected) child.send(order, () => undefined);
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
