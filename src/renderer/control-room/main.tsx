import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createSimulatorApi } from '../bridge/create-simulator-api.ts';
import { UiProvider } from '../ui/index.ts';
import { ControlRoom } from './app/ControlRoom.tsx';
import { NoHost } from './app/NoHost.tsx';
import { createRoomStore } from './app/room-store.ts';
import { problemOf } from './state/problem-of.ts';
import './control-room.css';
import './lists.css';
import './overlays.css';

const element = document.getElementById('root');
if (!element) throw new Error('the page has no root');
const root = createRoot(element);

const show = (content: React.ReactNode): void =>
  root.render(
    <StrictMode>
      <UiProvider scope="control-room">{content}</UiProvider>
    </StrictMode>,
  );

try {
  const api = await createSimulatorApi();
  show(<ControlRoom api={api} store={createRoomStore(api)} />);
} catch (error) {
  show(<NoHost problem={problemOf(error)} />);
}
