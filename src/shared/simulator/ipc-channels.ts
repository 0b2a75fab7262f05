/** The two channels between a desktop window and its host; no others exist. */
export const CALL_CHANNEL = 'simulator:call';
export const EVENT_CHANNEL = 'simulator:event';
