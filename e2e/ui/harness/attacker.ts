import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import type { World } from '../../harness/create-world.ts';
import { fromRepository } from '../../harness/repository.ts';

/** The script of a page that tries to get in. */
const ATTACK_SCRIPT = readFileSync(fromRepository('e2e/fixtures/pages/attacker.js'), 'utf8');
/** Another address of this machine, so that a name can lead to the port of the relay and not to the relay. */
export const REBOUND_ADDRESS = '127.0.0.2';
const WORKER = readFileSync(fromRepository('e2e/fixtures/pages/attacker-worker.js'), 'utf8');

/** A page with it, whole in itself. */
export const ATTACK_PAGE = `<!doctype html><title>attacker</title><body><script>${ATTACK_SCRIPT}</script></body>`;

/** Serves that page at every path, and a service worker. Gives the port. */
export async function startAttacker(world: World): Promise<number> {
  const server = createServer((request, response) => {
    const isWorker = request.url === '/worker.js';
    response.writeHead(200, { 'content-type': isWorker ? 'text/javascript' : 'text/html' });
    response.end(isWorker ? WORKER : ATTACK_PAGE);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  world.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/**
 * Takes connections on the relay's port of another address: for the attacker's page at first, and for the relay once the
 * function that it gives is called. To a browser that is a name whose address changes.
 */
export async function startRebinding(world: World, relayPort: number): Promise<() => void> {
  let target = await startAttacker(world);
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    const there = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [socket, there],
      [there, socket],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => {}).on('close', () => to.destroy());
    }
  });
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  server.listen(relayPort, REBOUND_ADDRESS);
  await once(server, 'listening');
  world.onEnd(() => {
    server.close();
    cut();
  });
  return () => {
    target = relayPort;
    cut();
  };
}
