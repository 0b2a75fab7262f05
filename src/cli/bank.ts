import '#main/launch/check-node.ts';
import { runBankCommand } from './bank/run-bank-command.ts';

process.exitCode = await runBankCommand(process.argv.slice(2));
