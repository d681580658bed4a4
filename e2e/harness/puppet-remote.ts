import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import type { World } from './create-world.ts';
import { type Part, type Puppet, PuppetConnection, type PuppetOptions, connectedOne, puppetParts } from './puppet.ts';
import { saidFrame } from './said-frames.ts';

/** A session of the relay with a remote server that a test plays. */
interface RemoteSession {
  readonly connection: PuppetConnection;
  /** What was said while no stream was open. */
  readonly waiting: string[];
  stream: ServerResponse | undefined;
}

const event = (frame: string): string => `event: message\ndata: ${frame}\n\n`;

/**
 * A server over HTTP whose part the test plays: Streamable HTTP, where each request is answered on its own event stream, or
 * the older transport with `/sse`.
 */
export async function remotePuppet(
  world: World,
  name: string,
  over: 'http' | 'sse',
  options: PuppetOptions = {},
): Promise<Puppet> {
  const parts = puppetParts(name, options);
  const connections: PuppetConnection[] = [];
  const sessions = new Map<string, RemoteSession>();

  function open(): readonly [string, RemoteSession] {
    const id = randomUUID();
    const session: RemoteSession = {
      connection: new PuppetConnection(
        (frame) => (session.stream ? void session.stream.write(event(frame)) : void session.waiting.push(frame)),
        (method) => parts.get(method),
        () => {
          sessions.delete(id);
          session.stream?.destroy();
        },
      ),
      waiting: [],
      stream: undefined,
    };
    connections.push(session.connection);
    sessions.set(id, session);
    return [id, session];
  }

  function stream(session: RemoteSession, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    session.stream = response;
    for (const frame of session.waiting.splice(0)) response.write(event(frame));
    response.on('close', () => {
      if (session.stream === response) session.stream = undefined;
    });
  }

  async function streamable(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = String(request.headers['mcp-session-id'] ?? '');
    const known = sessions.get(id);
    if (request.method === 'GET') return known ? stream(known, response) : void response.writeHead(404).end();
    if (request.method === 'DELETE') {
      if (known) known.connection.isOpen = false;
      sessions.delete(id);
      return void response.writeHead(204).end();
    }
    const source = await text(request);
    const { rawId, method } = saidFrame(source);
    const [key, session] = method === 'initialize' ? open() : [id, known];
    if (!session) return void response.writeHead(404).end();
    if (rawId === undefined || method === '') {
      session.connection.take(source);
      return void response.writeHead(202).end();
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'mcp-session-id': key });
    response.flushHeaders();
    session.connection.take(source, (frame) => {
      response.write(event(frame));
      const said = saidFrame(frame);
      if (said.rawId === rawId && said.method === '') response.end();
    });
  }

  async function older(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (request.method === 'GET' && url.pathname === '/sse') {
      const [id, session] = open();
      stream(session, response);
      response.write(`event: endpoint\ndata: /messages?sessionId=${id}\n\n`);
      response.on('close', () => {
        session.connection.isOpen = false;
        sessions.delete(id);
      });
      return;
    }
    const session = sessions.get(url.searchParams.get('sessionId') ?? '');
    if (!session) return void response.writeHead(404).end();
    const source = await text(request);
    response.writeHead(202).end('Accepted');
    session.connection.take(source);
  }

  const listener = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    response.on('error', () => {});
    const handled = over === 'http' ? streamable(request, response) : older(request, response, url);
    handled.catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  world.onEnd(() => {
    listener.close();
    listener.closeAllConnections();
  });
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    name,
    entry: { type: over, url: `http://127.0.0.1:${port}/${over === 'http' ? 'mcp' : 'sse'}` },
    on: (method: string, part: Part) => void parts.set(method, part),
    connections,
    connected: (after = 0) => connectedOne(name, connections, after),
  };
}
