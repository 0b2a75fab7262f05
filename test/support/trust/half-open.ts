import { connect } from 'node:net';

/**
 * A program of its own that opens sockets to the bank and never finishes opening them: half of
 * them say nothing, the others send the first bytes of a TLS greeting. Prints a line when all are
 * under way. Arguments: port, count.
 */
const [port = '0', count = '0'] = process.argv.slice(2);
const GREETING = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]);

let begun = 0;
for (let index = 0; index < Number(count); index++) {
  const socket = connect(Number(port), '127.0.0.1');
  // The bank cuts the oldest of them: that is what it is for.
  socket.on('error', () => undefined);
  socket.on('connect', () => {
    begun += 1;
    if (index % 2 === 0) socket.write(GREETING);
    if (begun === Number(count)) console.log('all are under way');
  });
}
