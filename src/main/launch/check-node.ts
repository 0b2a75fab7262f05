import { nodeVersionProblem } from './node-version.ts';

/** Imported before everything else, because newer modules do not even load on an old Node. */
const found = nodeVersionProblem(process.version);
if (found !== undefined) {
  process.stderr.write(`${found}\n`);
  process.exit(1);
}
