/** What electron.ts tells the launcher over their IPC channel. */
/** Its first window is there. */
export const DESKTOP_READY = 'ready';
/** It ends after a message for people that it has printed itself. */
export const DESKTOP_REFUSED = 'refused';
