import { existsSync, readFileSync } from 'node:fs';
import { verifyStore } from '#bank/ledger/verify-store.ts';
import { openStoreAudit } from '#bank/store/open-store.ts';
import { sqliteFailure } from '#bank/store/sqlite/failure.ts';
import { StoreFailure } from '#bank/store/store-failure.ts';
import type { VerifyReport } from '#shared/protocol/admin-methods.ts';
import type { DataFolderPaths } from '#wire/data-folder.ts';

/**
 * `wrong` names the first bad thing; `unknown` means that nothing could be said, for example
 * because there is no database.
 */
export type Verdict =
  | { readonly kind: 'sound'; readonly report: VerifyReport }
  | { readonly kind: 'wrong'; readonly problem: string; readonly report?: VerifyReport }
  | { readonly kind: 'unknown'; readonly message: string };

export interface VerifyFolderOptions {
  readonly isEverySignatureChecked: boolean;
  /** The PostgreSQL database that the folder's bank keeps its ledger in. */
  readonly storeUrl?: string | undefined;
  readonly onProgress?: (checkedLeaves: number, leaves: number) => void;
}

function missingDatabase(paths: DataFolderPaths, message: string): Verdict {
  return existsSync(paths.checkpoint)
    ? {
        kind: 'wrong',
        problem: `the database is gone, but its checkpoint is still there (${paths.checkpoint})`,
      }
    : { kind: 'unknown', message };
}

function verdictOfFailure(error: unknown, paths: DataFolderPaths): Verdict {
  const failure = error instanceof StoreFailure ? error : sqliteFailure(error);
  if (failure.kind === 'missing') return missingDatabase(paths, failure.message);
  return failure.kind === 'damaged' || failure.kind === 'foreign'
    ? { kind: 'wrong', problem: failure.message }
    : { kind: 'unknown', message: failure.message };
}

/**
 * Audits a data folder, read-only. A bank may be running on it: what it has committed at this
 * moment is checked. The kept checkpoint is read before the database is looked at, so that a
 * running bank can only be ahead of it.
 */
export async function verifyFolder(
  paths: DataFolderPaths,
  options: VerifyFolderOptions,
): Promise<Verdict> {
  const { storeUrl } = options;
  if (storeUrl === undefined && !existsSync(paths.database)) {
    return missingDatabase(
      paths,
      `There is no bank in ${paths.folder}: bank.sqlite is missing. Is its ledger in PostgreSQL? Then name it with --store URL.`,
    );
  }
  const keptCheckpoint = existsSync(paths.checkpoint)
    ? readFileSync(paths.checkpoint, 'utf8')
    : undefined;
  try {
    const source = await openStoreAudit({ database: paths.database, storeUrl });
    try {
      const report = await verifyStore(source, {
        keptCheckpoint,
        isIntegrityChecked: true,
        isEverySignatureChecked: options.isEverySignatureChecked,
        monotonicMs: () => performance.now(),
        onProgress: (checkedLeaves) => options.onProgress?.(checkedLeaves, source.leafCount),
      });
      return report.isSound
        ? { kind: 'sound', report }
        : { kind: 'wrong', problem: report.problem ?? 'the ledger is not sound', report };
    } finally {
      await source.close();
    }
  } catch (error) {
    return verdictOfFailure(error, paths);
  }
}
