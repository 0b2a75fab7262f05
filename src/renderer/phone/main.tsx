import { createRoot } from 'react-dom/client';
import { createSimulatorApi } from '../bridge/create-simulator-api.ts';
import { Root } from './app/Root.tsx';

/** The phone window's entry: host and clock come from here and nowhere else. */
const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(<Root connect={createSimulatorApi} nowMs={Date.now} />);
