import '#main/launch/check-node.ts';
import { runStatementCommand } from './statement/run-statement-command.ts';

process.exitCode = await runStatementCommand(process.argv.slice(2));
