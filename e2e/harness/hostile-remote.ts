import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { rawAt, rawMembers } from '../fixtures/raw-json.ts';
import { textResult, tool } from '../fixtures/servers/session.ts';
import { inParts } from './fuzz.ts';
import type { World } from './create-world.ts';

/** What a server says to one call. */
export interface Saying {
  /** `@ID@` in it is the id of the request that it answers. */
  readonly bytes: Buffer;
  /** Where it is cut into writes, as shares of the whole. */
  readonly cuts: readonly number[];
  /** How often all of it is said. */
  readonly times?: number;
  /** What becomes of a stream that is the call's own afterwards. */
  readonly then: 'end' | 'cut' | 'hold';
  /** Its media type, where it is no event stream. */
  readonly type?: string;
}

/** A remote server that says what a test wants, over Streamable HTTP at `/mcp` and the older transport at `/sse`. */
export interface HostileRemote {
  readonly baseUrl: string;
  /** Keeps it for one call of the tool `play`, and gives that call's arguments. */
  readonly prepare: (saying: Saying) => { readonly key: string };
}

const PLAY = JSON.stringify([tool('play', 'Says what it was told to say.')]);

/** The source text of the result for what every server is asked; undefined for a call. */
function resultOf(method: string, frame: string): string | undefined {
  switch (method) {
    case '"initialize"':
      return `{"protocolVersion":${rawAt(frame, 'params', 'protocolVersion') ?? '"2025-06-18"'},"capabilities":{"tools":{}},"serverInfo":{"name":"hostile","version":"1"}}`;
    case '"tools/list"':
      return `{"tools":${PLAY}}`;
    case '"ping"':
      return '{}';
    default:
      return undefined;
  }
}

export async function startHostileRemote(world: World): Promise<HostileRemote> {
  const sayings = new Map<string, Saying>();
  /** The older transport's streams, each with what is being said on it: one thing after the other. */
  const streams = new Map<string, { readonly response: ServerResponse; saying: Promise<void> }>();

  /** Writes it part by part, each in a packet of its own as far as that can be had. */
  async function say(stream: ServerResponse, { bytes, cuts, times = 1 }: Saying, rawId: string): Promise<void> {
    const whole = Buffer.from(bytes.toString('latin1').replaceAll('@ID@', rawId), 'latin1');
    const parts = inParts(whole, cuts);
    for (let time = 0; time < times && !stream.destroyed; time += 1) {
      for (const part of parts) {
        if (part.length > 0 && !stream.write(part)) await drained(stream);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  async function post(frame: string, response: ServerResponse): Promise<void> {
    const members = rawMembers(frame);
    const rawId = members.get('id');
    if (rawId === undefined) {
      response.writeHead(202).end();
      return;
    }
    const saying = sayings.get(keyOf(frame));
    if (members.get('method') === '"tools/call"' && saying) {
      response.writeHead(200, { 'content-type': saying.type ?? 'text/event-stream' });
      await say(response, saying, rawId);
      if (saying.then === 'end') response.end();
      if (saying.then === 'cut') response.destroy();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(answer(rawId, members.get('method') ?? '', frame));
  }

  async function saySse(frame: string, stream: ServerResponse): Promise<void> {
    const members = rawMembers(frame);
    const rawId = members.get('id');
    if (rawId === undefined) return;
    const saying = sayings.get(keyOf(frame));
    if (members.get('method') === '"tools/call"' && saying) {
      await say(stream, saying, rawId);
      if (saying.then === 'cut') stream.destroy();
    } else stream.write(`event: message\ndata: ${answer(rawId, members.get('method') ?? '', frame)}\n\n`);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/mcp' && request.method === 'POST') return post(await text(request), response);
    if (url.pathname === '/sse' && request.method === 'GET') {
      const id = randomUUID();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`event: endpoint\ndata: /messages?id=${id}\n\n`);
      streams.set(id, { response, saying: Promise.resolve() });
      return undefined;
    }
    const stream = streams.get(url.searchParams.get('id') ?? '');
    if (url.pathname === '/messages' && stream) {
      const frame = await text(request);
      response.writeHead(202).end();
      stream.saying = stream.saying.then(() => saySse(frame, stream.response)).catch(() => {});
      return undefined;
    }
    response.writeHead(405).end();
    return undefined;
  }

  const server = createServer({ noDelay: true }, (request, response) => {
    response.on('error', () => {});
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  world.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    prepare: (saying) => {
      const key = randomUUID();
      sayings.set(key, saying);
      return { key };
    },
  };
}

/** The key that a call's arguments name; empty for none. */
function keyOf(frame: string): string {
  const key: unknown = JSON.parse(rawAt(frame, 'params', 'arguments', 'key') ?? '""');
  return String(key);
}

/** Resolves when there is room again, or nobody to write to. */
function drained(stream: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done).off('close', done);
      resolve();
    };
    stream.on('drain', done).on('close', done);
  });
}

function answer(rawId: string, method: string, frame: string): string {
  const result = method === '"tools/call"' ? textResult('well') : resultOf(method, frame);
  return result === undefined
    ? `{"jsonrpc":"2.0","id":${rawId},"error":{"code":-32601,"message":"Method not found"}}`
    : `{"jsonrpc":"2.0","id":${rawId},"result":${result}}`;
}
