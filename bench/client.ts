import { Pool } from 'undici';
import { SseSession } from './client/sse.ts';
import { StreamableSession } from './client/streamable.ts';
import type { Session } from './rpc.ts';

/** Where and how a target is reached; plain data, so that a worker thread can be given it. */
export interface Endpoint {
  url: string;
  transport: 'streamable' | 'sse';
  headers: Record<string, string>;
}

const protocolVersion = '2025-06-18';
const initializeParams = JSON.stringify({
  protocolVersion,
  capabilities: {},
  clientInfo: { name: 'bench', version: '1.0.0' },
});

/** The same client for every target: keep-alive connections, one per call in flight, as many sessions as asked for. */
export class Client {
  readonly #endpoint: Endpoint;
  readonly #pool: Pool;
  readonly #sessions = new Set<Session>();

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
    const options = { connections: 64, pipelining: 1, headersTimeout: 120_000, bodyTimeout: 120_000 };
    this.#pool = new Pool(new URL(endpoint.url).origin, options);
  }

  async open(): Promise<Session> {
    const session = await this.#connect();
    this.#sessions.add(session);
    return session;
  }

  /** The target's name for one of the fixture's tools: aggregating peers put the server's name before it. */
  async toolName(session: Session, own: string): Promise<string> {
    const names = await listTools(session);
    const name = names.find((one) => one === own || one.endsWith(`__${own}`));
    if (name === undefined) throw new Error(`no tool ${own} in the list of ${String(names.length)}`);
    return name;
  }

  /** Ends one session as the transport says. */
  async end(session: Session): Promise<void> {
    this.#sessions.delete(session);
    await session.close();
  }

  /** Drops every connection, without saying goodbye for the sessions that are still open. */
  async destroy(): Promise<void> {
    for (const session of this.#sessions) if (session instanceof SseSession) void session.close();
    this.#sessions.clear();
    await this.#pool.destroy();
  }

  async #connect(): Promise<Session> {
    const { url, transport, headers } = this.#endpoint;
    if (transport === 'sse') {
      const session = new SseSession(this.#pool, new URL(url), headers);
      await session.initialize(initializeParams);
      return session;
    }
    const session = new StreamableSession(this.#pool, new URL(url).pathname, headers);
    await session.initialize(initializeParams, protocolVersion);
    return session;
  }
}

export async function listTools(session: Session): Promise<string[]> {
  const answer = await session.request('tools/list', '{}');
  if (answer.result?.tools === undefined) throw new Error(`tools/list: ${answer.error?.message ?? 'no tools'}`);
  return answer.result.tools.map((tool) => tool.name);
}
