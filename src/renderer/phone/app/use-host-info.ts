import { useEffect, useState } from 'react';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import type { HostInfo } from '#shared/simulator/records.ts';

/** What the host says about itself and the bank, kept up to date. */
export function useHostInfo(api: SimulatorApi, first: HostInfo): HostInfo {
  const [host, setHost] = useState(first);
  useEffect(() => api.on('host.changed', setHost), [api]);
  return host;
}
