import { type IncomingMessage, type OutgoingHttpHeaders, createServer, request } from 'node:http';

import type { World } from '../harness/create-world.ts';
import { listenOnLoopback } from './loopback.ts';

/** Of one connection only (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer']);

/**
 * A proxy before the relay that adds the token, which the suites do not send. Bodies stream both ways, a client that
 * goes away ends the request, and a Host or Origin that names this proxy becomes one that names the relay: a foreign
 * one stays as it is, for the relay to refuse.
 *
 * @returns the URL to give to a suite
 */
export async function forward(world: World, target: string, token: string): Promise<string> {
  const { hostname, port, host, pathname } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const upstream = request({
      hostname,
      port,
      path: incoming.url,
      method: incoming.method,
      agent: false,
      headers: { ...rewritten(incoming, ownPort, host), authorization: `Bearer ${token}` },
    });
    upstream.on('response', (response) => {
      outgoing.writeHead(response.statusCode ?? 502, endToEnd(response));
      outgoing.flushHeaders();
      response.on('error', () => outgoing.destroy());
      response.pipe(outgoing);
    });
    upstream.on('error', (error) => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502, { 'content-type': 'text/plain' }).end(`${String(error)}\n`);
    });
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  });
  const ownPort = await listenOnLoopback(world, server);
  return `http://127.0.0.1:${ownPort}${pathname}`;
}

function endToEnd(message: IncomingMessage): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(message.headersDistinct).filter(([name]) => !HOP_BY_HOP.has(name)));
}

function rewritten(incoming: IncomingMessage, ownPort: number, host: string): OutgoingHttpHeaders {
  const own = [`127.0.0.1:${ownPort}`, `localhost:${ownPort}`];
  const headers = endToEnd(incoming);
  const { host: asked = '', origin = '' } = incoming.headers;
  if (own.includes(asked)) headers['host'] = host;
  else headers['host'] = asked;
  if (own.some((name) => origin === `http://${name}`)) headers['origin'] = `http://${host}`;
  return headers;
}
