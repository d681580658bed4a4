import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import { classifyInboundRequest } from '@modelcontextprotocol/server';

import type { World } from '../../harness/create-world.ts';
import { listenOnLoopback } from '../loopback.ts';
import { Exchange } from './exchange.ts';
import { LegacySession } from './legacy-session.ts';
import { ModernRequests } from './modern-requests.ts';
import { MESSAGE, type Message, type Pipe } from './pipe.ts';

type Era = 'legacy' | 'modern';

/**
 * Streamable HTTP in front of a transport that is none, so that a suite can reach it. What HTTP itself asks for
 * (sessions, status codes, headers against body) is answered here; everything else goes through the pipe.
 *
 * @param eras those the pipe can speak
 * @param open makes a new pipe: one per legacy session, one for all modern requests
 * @returns the URL to give to a suite
 */
export async function bridge(world: World, eras: readonly Era[], open: () => Promise<Pipe>): Promise<string> {
  const gate = new Bridge(eras, open);
  const server = createServer((incoming, outgoing) => {
    gate.answer(incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502, { 'content-type': 'text/plain' }).end(`${String(error)}\n`);
    });
  });
  return `http://127.0.0.1:${await listenOnLoopback(world, server)}/mcp`;
}

class Bridge {
  readonly #eras: readonly Era[];
  readonly #open: () => Promise<Pipe>;
  readonly #sessions = new Map<string, LegacySession>();
  #modern: Promise<ModernRequests> | undefined;

  constructor(eras: readonly Era[], open: () => Promise<Pipe>) {
    this.#eras = eras;
    this.#open = open;
  }

  async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (incoming.method !== 'POST') {
      this.#answerSession(incoming, outgoing);
      return;
    }
    const body: unknown = JSON.parse(await text(incoming));
    const route = classifyInboundRequest({
      httpMethod: 'POST',
      ...header(incoming, 'mcp-protocol-version', 'protocolVersionHeader'),
      ...header(incoming, 'mcp-method', 'mcpMethodHeader'),
      ...header(incoming, 'mcp-name', 'mcpNameHeader'),
      body,
    });
    const message = MESSAGE.parse(body);
    if (route.kind === 'reject') {
      const { code, message: why, data } = route;
      const refusal = { jsonrpc: '2.0', id: message.id ?? null, error: { code, message: why, data } };
      new Exchange(outgoing).end(refusal, route.httpStatus);
    } else if (route.kind === 'modern' && this.#eras.includes('modern')) {
      this.#modern ??= this.#open().then((pipe) => new ModernRequests(pipe));
      (await this.#modern).post(message, new Exchange(outgoing));
    } else {
      await this.#postLegacy(incoming, outgoing, message);
    }
  }

  async #postLegacy(incoming: IncomingMessage, outgoing: ServerResponse, message: Message): Promise<void> {
    const session = message.method === 'initialize' ? new LegacySession(await this.#open()) : this.#session(incoming);
    if (session === undefined) {
      new Exchange(outgoing).endEmpty(404);
      return;
    }
    this.#sessions.set(session.id, session);
    session.post(message, new Exchange(outgoing, { 'mcp-session-id': session.id }));
  }

  /** GET opens the session's stream, DELETE ends the session. */
  #answerSession(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const session = this.#session(incoming);
    const exchange = new Exchange(outgoing);
    if (session === undefined) exchange.endEmpty(404);
    else if (incoming.method === 'GET') session.attach(exchange, () => this.#end(session));
    else {
      this.#end(session);
      exchange.endEmpty(200);
    }
  }

  #end(session: LegacySession): void {
    this.#sessions.delete(session.id);
    session.close();
  }

  #session(incoming: IncomingMessage): LegacySession | undefined {
    return this.#sessions.get(incoming.headersDistinct['mcp-session-id']?.[0] ?? '');
  }
}

function header<Name extends string>(incoming: IncomingMessage, header: string, name: Name): { [N in Name]?: string } {
  const value = incoming.headersDistinct[header]?.[0];
  const found: { [N in Name]?: string } = {};
  return value === undefined ? found : Object.assign(found, { [name]: value });
}
