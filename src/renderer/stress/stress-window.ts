import { constants, setPriority } from 'node:os';
import { ipcRenderer } from 'electron';
import { STRESS_PORT_CHANNEL } from '#shared/simulator/ipc-channels.ts';
import { type OrderPort, serveOrders } from './serve-orders.ts';

/**
 * The hidden window's preload. It is the one that is not sandboxed, because the engine needs Node's
 * sockets; its page is empty and loads nothing, and orders come only over the port the host hands it.
 */
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
ipcRenderer.once(STRESS_PORT_CHANNEL, ({ ports }) => {
  const [port] = ports;
  if (port) serveOrders(port as unknown as OrderPort);
});
