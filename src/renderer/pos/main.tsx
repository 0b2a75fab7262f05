import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createSimulatorApi } from '../bridge/create-simulator-api.ts';
import { openWebSocket } from '../device/web-socket-transport.ts';
import { EmptyState, UiProvider } from '../ui/index.ts';
import { createPosLink } from './link/pos-link.ts';
import { PosApp } from './PosApp.tsx';
import './pos.css';

const element = document.getElementById('root');
if (!element) throw new Error('the page has no root');
const root = createRoot(element);

const show = (scope: string, content: React.ReactNode): void =>
  root.render(
    <StrictMode>
      <UiProvider scope={scope}>{content}</UiProvider>
    </StrictMode>,
  );

try {
  const api = await createSimulatorApi();
  const [first, host] = await Promise.all([api.call('pos.start', {}), api.call('host.info', {})]);
  const { device } = first;
  let start = first;
  let isFirst = true;
  const link = createPosLink({
    async connect() {
      // After a restore or a restart of the bank the terminal is a new one with a new token.
      start = isFirst ? first : await api.call('pos.start', {});
      isFirst = false;
      return openWebSocket(start.url);
    },
    posToken: () => start.posToken,
    schedule: (run, delayMs) => setTimeout(run, delayMs),
  });
  show(`pos/${device.deviceId}`, <PosApp api={api} link={link} device={device} host={host} />);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  show('pos', <EmptyState title="POS">{message}</EmptyState>);
}
