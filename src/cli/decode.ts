import '#main/launch/check-node.ts';
import { runDecodeCommand } from './decode/run-decode-command.ts';

process.exitCode = await runDecodeCommand(process.argv.slice(2));
