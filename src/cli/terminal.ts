import '#main/launch/check-node.ts';
import { runTerminalCommand } from './terminal/run-terminal-command.ts';

process.exitCode = await runTerminalCommand(process.argv.slice(2));
