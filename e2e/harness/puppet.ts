import { mkdirSync } from 'node:fs';
import { type Socket, createServer } from 'node:net';

import { rawAt } from '../fixtures/raw-json.ts';
import { RawRpcError, tool } from '../fixtures/servers/session.ts';
import type { World } from './create-world.ts';
import { until } from './deadline.ts';
import { onLines } from './lines.ts';
import { SaidFrames, errorFrame, notificationFrame, requestFrame, resultFrame } from './said-frames.ts';
import { type ServerEntry, fixture } from './servers.ts';

/** A request that the relay has sent to a server which a test plays. */
export interface PuppetCall {
  readonly rawId: string;
  readonly method: string;
  readonly rawParams: string;
  readonly connection: PuppetConnection;
  /** Sends a frame on this request's own stream, where the transport has such a thing. */
  readonly send: (frame: string) => void;
  /** Asks the client something on that stream; gives the whole frame that answers. */
  readonly ask: (method: string, rawParams: string, rawId?: string) => Promise<string>;
}

/**
 * What a server answers: the source text of a result, or a function that gives it. Where that gives undefined there is no
 * answer; where it throws a RawRpcError there is that error.
 */
export type Part = string | ((call: PuppetCall) => string | undefined | Promise<string | undefined>);

/** One connection of the relay to a server which a test plays. */
export class PuppetConnection {
  readonly received = new SaidFrames();
  readonly send: (frame: string) => void;
  readonly #part: (method: string) => Part | undefined;
  readonly #end: () => void;
  #asked = 0;
  isOpen = true;

  /**
   * @param send sends a frame that belongs to no request
   * @param part what to answer to a method
   * @param end breaks the connection
   */
  constructor(send: (frame: string) => void, part: (method: string) => Part | undefined, end: () => void) {
    this.send = send;
    this.#part = part;
    this.#end = end;
  }

  /** Takes a frame of the relay; what answers it goes out by `reply`. */
  take(source: string, reply: (frame: string) => void = this.send): void {
    const { rawId, method, rawParams } = this.received.add(source);
    if (rawId === undefined || method === '') return;
    const call: PuppetCall = {
      rawId,
      method,
      rawParams,
      connection: this,
      send: reply,
      ask: (asked, params, id) => this.#ask(reply, asked, params, id),
    };
    this.#answer(call).then(
      (result) => result !== undefined && reply(resultFrame(rawId, result)),
      (error: unknown) => {
        const raw = error instanceof RawRpcError ? error.raw : JSON.stringify({ code: -32603, message: String(error) });
        reply(errorFrame(rawId, raw));
      },
    );
  }

  /** Asks something outside of any call; gives the whole frame that answers. */
  ask(method: string, rawParams: string, rawId?: string): Promise<string> {
    return this.#ask(this.send, method, rawParams, rawId);
  }

  tell(method: string, rawParams?: string): void {
    this.send(notificationFrame(method, rawParams));
  }

  /** Breaks off, as a server that crashes. */
  crash(): void {
    this.isOpen = false;
    this.#end();
  }

  #ask(send: (frame: string) => void, method: string, rawParams: string, rawId?: string): Promise<string> {
    this.#asked += 1;
    const id = rawId ?? `"ask ${this.#asked}"`;
    const before = this.received.answers(id).length;
    send(requestFrame(id, method, rawParams));
    return this.received.answer(id, before);
  }

  async #answer(call: PuppetCall): Promise<string | undefined> {
    const part = this.#part(call.method);
    if (part === undefined) {
      throw new RawRpcError(JSON.stringify({ code: -32601, message: `Method not found: ${call.method}` }));
    }
    return typeof part === 'string' ? part : part(call);
  }
}

export interface PuppetOptions {
  /** Source text of what it says that it can do; all there is unless told. */
  readonly capabilities?: string;
  readonly instructions?: string;
}

/** A server whose part a test plays, in bytes. It has the tool `work` and nothing else until told. */
export interface Puppet {
  readonly name: string;
  readonly entry: ServerEntry;
  /** What it answers to this method from now on. */
  readonly on: (method: string, part: Part) => void;
  /** All connections so far, closed ones too. */
  readonly connections: readonly PuppetConnection[];
  /** Waits for a connection whose handshake is done, and gives the latest. */
  readonly connected: (after?: number) => Promise<PuppetConnection>;
}

export const ALL_CAPABILITIES = JSON.stringify({
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  completions: {},
  logging: {},
});

/** What every puppet knows from the start. */
export function puppetParts(name: string, { capabilities, instructions }: PuppetOptions): Map<string, Part> {
  const told = instructions === undefined ? '' : `,"instructions":${JSON.stringify(instructions)}`;
  const info = JSON.stringify({ name, version: '1.0.0' });
  return new Map<string, Part>([
    [
      'initialize',
      ({ rawParams }) => {
        const version = rawAt(rawParams, 'protocolVersion') ?? '"2025-11-25"';
        return `{"protocolVersion":${version},"capabilities":${capabilities ?? ALL_CAPABILITIES},"serverInfo":${info}${told}}`;
      },
    ],
    ['ping', '{}'],
    ['tools/list', JSON.stringify({ tools: [tool('work', 'Does what it is there for.')] })],
    ['prompts/list', '{"prompts":[]}'],
    ['resources/list', '{"resources":[]}'],
    ['resources/templates/list', '{"resourceTemplates":[]}'],
    ['resources/subscribe', '{}'],
    ['resources/unsubscribe', '{}'],
    ['logging/setLevel', '{}'],
  ]);
}

/** Waits for the connection that comes after so many others and whose handshake is done. */
export function connectedOne(
  name: string,
  connections: readonly PuppetConnection[],
  after: number,
): Promise<PuppetConnection> {
  return until(`connection ${after + 1} to ${name}`, () =>
    connections
      .slice(after)
      .findLast(({ isOpen, received }) => isOpen && received.of('notifications/initialized').length > 0),
  );
}

/** A server over stdio whose part the test plays. */
export async function puppet(world: World, name: string, options: PuppetOptions = {}): Promise<Puppet> {
  const parts = puppetParts(name, options);
  const connections: PuppetConnection[] = [];
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    const connection = new PuppetConnection(
      (frame) => void socket.write(`${frame}\n`),
      (method) => parts.get(method),
      () => socket.destroy(),
    );
    connections.push(connection);
    onLines(socket, (line) => connection.take(line));
    socket.on('error', () => {});
    socket.on('close', () => {
      connection.isOpen = false;
      sockets.delete(socket);
    });
  });
  mkdirSync(world.path('puppets'), { recursive: true });
  const path = world.path('puppets', name);
  await new Promise<void>((resolve) => {
    listener.listen(path, resolve);
  });
  world.onEnd(() => {
    listener.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    name,
    entry: fixture('pipe', path),
    on: (method, part) => void parts.set(method, part),
    connections,
    connected: (after = 0) => connectedOne(name, connections, after),
  };
}
