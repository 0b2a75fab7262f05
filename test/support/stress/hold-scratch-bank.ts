import { startScratchBank } from '../../../src/cli/stress/scratch-bank.ts';

/** Opens a scratch bank, says who it is, and waits to be killed. */
const { processId, address, folder } = await startScratchBank();
console.log(JSON.stringify({ processId, port: address.port, folder }));
setInterval(() => undefined, 60_000);
