import { connect } from 'node:net';

import { within } from './deadline.ts';

/** One request whose target stands on the wire exactly as given: HTTP clients normalise paths. Gives the raw answer. */
export function rawTarget(port: number, target: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, connection: 'close', ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return rawBytes(port, `GET ${target} HTTP/1.1\r\n${head}\r\n`);
}

/** Sends these bytes and gives everything that comes back until the other side closes. */
export function rawBytes(port: number, bytes: string | Buffer): Promise<string> {
  const answer = new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
  return within('answer on the socket', answer);
}
