import type { PageSurroundings } from './window-session.ts';

/** A browser window's own surroundings. */
export const browserSurroundings = (): PageSurroundings => ({
  origin: location.origin,
  fragment: location.hash,
  forgetFragment: () => history.replaceState(history.state, '', location.pathname),
  storage: sessionStorage,
  fetch: (...parameters) => fetch(...parameters),
  openSocket: (url) => new WebSocket(url),
  placeWindow: ({ left, top, width, height }) => {
    window.resizeTo(width, height);
    window.moveTo(left, top);
  },
  closeWindow: () => {
    window.close();
    // A tab that the user opened may not be closed by its page.
    setTimeout(() => location.replace('/closed.html'), 200);
  },
});
