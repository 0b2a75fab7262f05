/** The channels between a desktop window and its host; no others exist. */
export const CALL_CHANNEL = 'simulator:call';
export const EVENT_CHANNEL = 'simulator:event';
/** Hands the hidden stress window the port that its orders come through; host to window only. */
export const STRESS_PORT_CHANNEL = 'simulator:stress-port';
