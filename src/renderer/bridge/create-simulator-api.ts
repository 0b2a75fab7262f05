import type { PreloadBridge } from '#shared/simulator/bridge.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { browserSurroundings } from './browser-surroundings.ts';
import { createBrowserApi } from './create-browser-api.ts';
import { createElectronApi } from './create-electron-api.ts';

/**
 * The one place that knows which host this window runs in. Called once, in the window's `main.tsx`,
 * and handed down from there.
 * @throws SimulatorApiError whose `problem.message` the window shows instead of its content
 */
export async function createSimulatorApi(): Promise<SimulatorApi> {
  const { upiSimulator } = globalThis as { readonly upiSimulator?: PreloadBridge };
  return upiSimulator ? createElectronApi(upiSimulator) : createBrowserApi(browserSurroundings());
}
