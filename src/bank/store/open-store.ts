import type { AuditSource, BankStore } from './bank-store.ts';
import { openAudit } from './sqlite/audit.ts';
import { sqliteFailure } from './sqlite/failure.ts';
import { openSqliteStore } from './sqlite/open-sqlite-store.ts';

/** Where a bank keeps what it knows. */
export interface StorePlace {
  /** The SQLite file, when there is no URL. */
  readonly database: string;
  /** A PostgreSQL database's. */
  readonly storeUrl?: string | undefined;
}

/** Names the store where a command line would show its password to everybody on the machine. */
export const STORE_VARIABLE = 'UPI_SIM_STORE';

// Most banks never need the PostgreSQL client, so it is loaded only for one that does.
const postgresStore = () => import('./postgres/open-postgres-store.ts');
const postgresAudit = () => import('./postgres/audit.ts');
const postgresUpkeep = () => import('./postgres/upkeep.ts');

/** @throws StoreFailure with one plain sentence */
export async function openStore({ database, storeUrl }: StorePlace): Promise<BankStore> {
  if (storeUrl === undefined) return openSqliteStore(database);
  return (await postgresStore()).openPostgresStore(storeUrl);
}

/** Read-only; a bank may be running on it. @throws StoreFailure */
export async function openStoreAudit({ database, storeUrl }: StorePlace): Promise<AuditSource> {
  if (storeUrl !== undefined) return (await postgresAudit()).openPostgresAudit(storeUrl);
  try {
    return openAudit(database);
  } catch (error) {
    throw sqliteFailure(error);
  }
}

/**
 * Puts a backup's rows into a PostgreSQL database, whole or not at all. A bank that is there
 * already is moved aside.
 * @param file a copy of the backup, which is brought up to date
 * @returns where that one is now; undefined when there was none
 * @throws StoreFailure; nothing was changed then
 */
export async function fillStore(storeUrl: string, file: string): Promise<string | undefined> {
  return (await postgresUpkeep()).fillFromBackup(storeUrl, file, Date.now());
}

/** Removes the bank of a PostgreSQL database, which must not be running. @throws StoreFailure */
export async function removeStore(storeUrl: string): Promise<void> {
  await (await postgresUpkeep()).removeBank(storeUrl);
}

/** A URL like this one for a bank that `removeStore` throws away afterwards. @throws StoreFailure */
export async function scratchStoreUrl(storeUrl: string, name: string): Promise<string> {
  return (await postgresUpkeep()).scratchUrl(storeUrl, name);
}
