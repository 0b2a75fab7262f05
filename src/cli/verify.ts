import '#main/launch/check-node.ts';
import { runVerifyCommand } from './verify/run-verify-command.ts';

process.exitCode = await runVerifyCommand(process.argv.slice(2));
