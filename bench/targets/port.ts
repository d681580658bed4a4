import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Launched } from '../process/launch.ts';

/** A port that was free a moment ago, for programs that cannot choose one themselves. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

export async function listening(launched: Launched, port: number, limitMs: number): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!(await accepts(port))) {
    if (!launched.running) throw new Error(`ended while starting: ${launched.lastWords}`);
    if (Date.now() > limit) throw new Error(`did not listen within ${String(limitMs / 1000)} s`);
    await sleep(5);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
