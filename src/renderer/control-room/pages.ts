import { accountsPage } from './accounts/page.ts';
import type { PageDefinition } from './app/page-definition.ts';
import { attacksPage } from './attacks/page.ts';
import { healthPage } from './health/page.ts';
import { ledgerPage } from './ledger/page.ts';
import { settingsPage } from './settings/page.ts';
import { streetPage } from './street/page.ts';
import { stressPage } from './stress/page.ts';
import { weatherPage } from './weather/page.ts';

/** Every page of the control room, in the order of the header: one folder and one line each. */
export const PAGES = [
  streetPage,
  ledgerPage,
  accountsPage,
  attacksPage,
  weatherPage,
  stressPage,
  healthPage,
  settingsPage,
] as const satisfies readonly PageDefinition[];
