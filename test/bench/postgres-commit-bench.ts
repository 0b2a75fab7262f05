import { wantPostgres } from '../support/postgres/programs.ts';
import { COMMIT_BENCH, measureGroupCommit } from './postgres-commit.ts';

/** `npx node test/bench/postgres-commit-bench.ts`: one JSON line. */
const bin = wantPostgres();
if (bin) {
  console.log(JSON.stringify(await measureGroupCommit({ bin, ...COMMIT_BENCH })));
} else {
  process.exitCode = 1;
}
