import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { BankCore } from '#bank/core.ts';
import type { BankHealth } from '#shared/protocol/admin-methods.ts';

export interface HealthMonitor {
  read(): BankHealth;
  close(): void;
}

const RESOLUTION_MS = 10;
/** The event-loop figure covers between one and two of these. */
const WINDOW_MS = 5_000;
const NS_PER_MS = 1_000_000;

/** Processor time since the last reading, at most once in this time. */
const CPU_WINDOW_MS = 500;

function createCpuMeter(): () => number {
  let lastMs = performance.now();
  let last = process.cpuUsage();
  let percent = 0;
  return () => {
    const nowMs = performance.now();
    if (nowMs - lastMs < CPU_WINDOW_MS) return percent;
    const { user, system } = process.cpuUsage(last);
    percent = (user + system) / ((nowMs - lastMs) * 10);
    last = process.cpuUsage();
    lastMs = nowMs;
    return percent;
  };
}

/** The core's figures with the server's own: connections, event-loop delay, memory. */
export function startHealthMonitor(core: BankCore, connectionCount: () => number): HealthMonitor {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const cpuPercent = createCpuMeter();
  let previousP99 = 0;
  const timer = setInterval(() => {
    previousP99 = delay.percentile(99);
    delay.reset();
  }, WINDOW_MS);
  timer.unref();
  return {
    read: () => ({
      ...core.health(),
      connections: connectionCount(),
      // The histogram counts the sampling interval itself.
      eventLoopDelayP99Ms: Math.max(
        0,
        Math.max(previousP99, delay.percentile(99)) / NS_PER_MS - RESOLUTION_MS,
      ),
      cpuPercent: cpuPercent(),
      memoryBytes: process.memoryUsage.rss(),
    }),
    close() {
      clearInterval(timer);
      delay.disable();
    },
  };
}
