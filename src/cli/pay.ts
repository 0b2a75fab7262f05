import '#main/launch/check-node.ts';
import { runPayCommand } from './pay/run-pay-command.ts';

process.exitCode = await runPayCommand(process.argv.slice(2));
