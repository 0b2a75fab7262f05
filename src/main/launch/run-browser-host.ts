import { join } from 'node:path';
import open from 'open';
import { type RunningBrowserHost, startBrowserHost } from '../browser.ts';
import { readVersion } from '../desk.ts';
import { hasDisplay } from './display.ts';
import type { LaunchOptions } from './options.ts';
import { sentenceOf } from './sentence.ts';

/** How long payments in flight may take at the end. */
const STOP_WITHIN_MS = 15_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function tellPorts(host: RunningBrowserHost, options: LaunchOptions, say: (text: string) => void) {
  if (options.port !== 0 && host.port !== options.port) {
    say(
      `Port ${options.port} is taken, so the page is on ${host.port}. Phones opened there before keep their keys on the other port's page.`,
    );
  }
  const isOwnBank = options.remoteBank === undefined && options.bankPort !== 0;
  if (isOwnBank && host.bankPort !== options.bankPort) {
    say(`Port ${options.bankPort} is taken, so the bank is on ${host.bankPort}.`);
  }
}

/** Opens the address, or prints it where there is nobody to open it for. */
async function showControlRoom(
  host: RunningBrowserHost,
  options: LaunchOptions,
  say: (text: string) => void,
): Promise<void> {
  const address = host.newControlRoomAddress();
  say(`Control room: ${address}`);
  if (!options.open || !hasDisplay(process.platform, process.env)) {
    say('Open that address in a browser on this machine. It works once.');
    return;
  }
  const opener = await open(address).catch(() => undefined);
  opener?.once('error', () => say('The browser could not be opened; use the address above.'));
  if (!opener) say('The browser could not be opened; use the address above.');
}

/** Runs until a signal comes; then answers payments in flight and stops. */
export async function runBrowserHost(
  root: string,
  options: LaunchOptions,
  say: (text: string) => void,
): Promise<void> {
  const onUnexpected = (error: unknown): void => say(`Unexpected: ${sentenceOf(error)}`);
  const host = await startBrowserHost({
    pagesFolder: join(root, 'out', 'renderer'),
    version: readVersion(root),
    launch: options,
    onUnexpected,
  });
  const stopped = new Promise<void>((resolve, reject) => {
    let isStopping = false;
    const stop = (): void => {
      if (isStopping) process.exit(1);
      isStopping = true;
      say('Stopping: payments in flight are answered first. Press again to stop at once.');
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      host.close().then(resolve, reject);
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
  tellPorts(host, options, say);
  host.onControlRoomGone(() =>
    say(`The control room was closed. Open it again: ${host.newControlRoomAddress()}`),
  );
  await showControlRoom(host, options, say);
  say('Press Ctrl+C to stop.');
  await stopped;
  say('Stopped. Everything is kept.');
}
