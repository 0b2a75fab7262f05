import type { FaultKind } from '#shared/faults.ts';
import { adminMethods } from '#shared/protocol/admin-methods.ts';
import type { FaultRow } from '#shared/protocol/fault-methods.ts';
import type { BankLink } from './bank-link.ts';

/** Which kinds of faults are in force at the bank, as every window's banner shows them. */
export interface WeatherWatch {
  readonly kinds: readonly FaultKind[];
  /** The bank says what is in force. */
  told(faults: readonly Pick<FaultRow, 'kind'>[]): void;
  /** The link came or went: a bank met anew is asked, and one that is away has no weather. */
  linkChanged(link: BankLink | undefined): void;
}

/** @param onChange only when other kinds are in force than before; hits alone are no news */
export function createWeatherWatch(onChange: () => void): WeatherWatch {
  let kinds: readonly FaultKind[] = [];
  let met: BankLink | undefined;

  const told: WeatherWatch['told'] = (faults) => {
    const next = [...new Set(faults.map(({ kind }) => kind))];
    if (next.join() === kinds.join()) return;
    kinds = next;
    onChange();
  };
  return {
    get kinds() {
      return kinds;
    },
    told,
    linkChanged(link) {
      const open = link?.state === 'open' && link.isAdmin ? link : undefined;
      if (open === met) return;
      met = open;
      told([]);
      open?.call(adminMethods, 'admin.faults', {}).then(
        ({ faults }) => open === met && told(faults),
        // A bank that goes away meanwhile is asked when it is back.
        () => undefined,
      );
    },
  };
}
