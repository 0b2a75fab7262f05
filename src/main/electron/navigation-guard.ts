import type { App, Shell } from 'electron';
import { isAllowedExternal } from './app-url.ts';

/**
 * No window ever leaves its page, opens another or embeds one. The few links to standards go to
 * the user's own browser.
 */
export function guardNavigation(
  app: Pick<App, 'on'>,
  shell: Pick<Shell, 'openExternal'>,
  onUnexpected: (error: unknown) => void,
): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isAllowedExternal(url)) shell.openExternal(url).catch(onUnexpected);
      return { action: 'deny' };
    });
  });
}
