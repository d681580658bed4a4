import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';

/** Carries the message on its standard input to the socket named on its command line; exit code 0 means it was seen. */
const [, , socket = ''] = process.argv;
const connection = createConnection({ path: socket, allowHalfOpen: true });
connection.on('error', () => process.exit(1));
connection.end(await text(process.stdin));
process.exitCode = (await text(connection)) === 'seen' ? 0 : 1;
