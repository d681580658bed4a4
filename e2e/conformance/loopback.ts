import { once } from 'node:events';
import type { Server } from 'node:http';

import type { World } from '../harness/create-world.ts';

/** Lets the server listen on a free port of loopback, until the world ends. @returns the port */
export async function listenOnLoopback(world: World, server: Server): Promise<number> {
  world.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the listener has no port');
  return address.port;
}
