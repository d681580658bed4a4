import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import type { World } from './create-world.ts';

/** One HTTP request that reached the server, with the JSON-RPC message in its body. */
export interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
  readonly method: string;
  /** The JSON text of the message's id; empty where it has none. */
  readonly id: string;
  readonly params: unknown;
  /** The client has let go of the request before it was answered. */
  readonly gone: Promise<void>;
  /** Answers with this result, as JSON. */
  readonly result: (source: string) => void;
}

export interface HttpScript {
  readonly url: string;
  readonly port: number;
  readonly arrivals: readonly Arrival[];
  readonly close: () => Promise<void>;
}

const TOOLS = '{"tools":[{"name":"work","inputSchema":{"type":"object"}}]}';

/**
 * A server over Streamable HTTP in the test's own process, which answers just what the test says; `initialize`, lists and
 * notifications by itself, in the legacy era, where the test does not take them (returns false).
 */
export async function httpScript(
  world: World,
  take: (arrival: Arrival) => boolean | void,
  port = 0,
): Promise<HttpScript> {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    text(request)
      .then((body) => {
        const arrival = arrivalOf(request, response, body);
        arrivals.push(arrival);
        if (take(arrival) === false) answerUsually(arrival);
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  world.onEnd(close);
  return { url: `http://127.0.0.1:${address.port}/mcp`, port: address.port, arrivals, close };
}

function arrivalOf(request: IncomingMessage, response: ServerResponse, body: string): Arrival {
  const message: unknown = body === '' ? {} : JSON.parse(body);
  const member = (name: string): unknown =>
    typeof message === 'object' && message !== null
      ? Object.entries(message).find(([key]) => key === name)?.[1]
      : undefined;
  const id = JSON.stringify(member('id')) ?? '';
  const method = member('method');
  return {
    request,
    response,
    body,
    method: typeof method === 'string' ? method : '',
    id,
    params: member('params'),
    gone: new Promise((resolve) => {
      response.on('close', () => {
        if (!response.writableFinished) resolve();
      });
    }),
    result: (source) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`{"jsonrpc":"2.0","id":${id},"result":${source}}`);
    },
  };
}

function answerUsually({ request, response, method, id, result }: Arrival): void {
  if (request.method !== 'POST') {
    response.writeHead(405).end();
  } else if (id === '') {
    response.writeHead(202).end();
  } else if (method === 'initialize') {
    response.setHeader('mcp-session-id', 'the-session');
    result('{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"s","version":"1"}}');
  } else if (method === 'tools/list') {
    result(TOOLS);
  } else {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"jsonrpc":"2.0","id":${id},"error":{"code":-32601,"message":"Method not found"}}`);
  }
}

/** Opens an event stream as the answer. */
export function openStream({ response }: Arrival): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
}
