import '#main/launch/check-node.ts';
import { runStressCommand } from './stress/run-stress-command.ts';

process.exitCode = await runStressCommand(process.argv.slice(2));
