import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { World } from '../../harness/create-world.ts';

/** Another program of this machine that serves pages to the same browser: somebody else's, on a port of its own. */
export interface Neighbour {
  readonly port: number;
  /** Headers of the requests that it got, the latest last. */
  readonly got: () => readonly IncomingHttpHeaders[];
}

/** Serves an empty page at every path. */
export async function startNeighbour(world: World): Promise<Neighbour> {
  const got: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    got.push(request.headers);
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' });
    response.end('<!doctype html><title>neighbour</title><body></body>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  world.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, got: () => got };
}
