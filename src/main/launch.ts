import './launch/check-node.ts';
import './launch/compile-cache.ts';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { buildWhenNeeded } from './launch/build.ts';
import { defaultDataFolder } from './launch/data-folder-default.ts';
import { desktopObstacle } from './launch/display.ts';
import { fetchElectron, findElectron } from './launch/electron-binary.ts';
import { type LaunchOptions, parseLaunchOptions } from './launch/options.ts';
import { runBrowserHost } from './launch/run-browser-host.ts';
import { runDesktopHost } from './launch/run-desktop-host.ts';
import { sentenceOf } from './launch/sentence.ts';

/**
 * `npm start`: the desktop when it can be had, otherwise, with the reason in one line, the browser
 * host; so it always runs.
 */
const root = resolve(import.meta.dirname, '../..');
const say = (text: string): void => console.log(text);

async function findDesktop(): Promise<{ readonly path: string } | { readonly reason: string }> {
  const reason = desktopObstacle(process.platform, process.env, process.getuid?.());
  if (reason !== undefined) return { reason };
  const path = findElectron(root, process.env);
  return path === undefined ? fetchElectron(root, say) : { path };
}

/** True when the desktop ran and was quit. */
async function tryDesktop(options: LaunchOptions, words: readonly string[]): Promise<boolean> {
  const desktop = await findDesktop();
  let failure = 'reason' in desktop ? desktop.reason : undefined;
  if ('path' in desktop) {
    await buildWhenNeeded(root, 'desktop', say);
    const ended = await runDesktopHost(root, desktop.path, words);
    if (ended.kind === 'quit') return true;
    failure = ended.reason;
  }
  if (options.host === 'desktop') throw new Error(`The desktop cannot start: ${failure}.`);
  say(`No desktop here (${failure}), so the windows open in a browser.`);
  return false;
}

async function main(words: readonly string[]): Promise<void> {
  const options = parseLaunchOptions(words, {
    defaultDataFolder: defaultDataFolder(process.platform, process.env, homedir()),
  });
  if (options.host !== 'browser' && (await tryDesktop(options, words))) return;
  await buildWhenNeeded(root, 'browser', say);
  await runBrowserHost(root, options, say);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else {
    console.error(sentenceOf(error));
    process.exitCode = 1;
  }
}
