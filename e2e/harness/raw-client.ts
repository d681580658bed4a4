import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';

import { rawElements, rawAt } from '../fixtures/raw-json.ts';
import type { World } from './create-world.ts';
import { until, within } from './deadline.ts';
import { onEvents, onLines } from './lines.ts';
import type { ListeningRelay } from './listening-relay.ts';
import { TOKEN, relayCommand, run } from './relay.ts';
import {
  SaidFrames,
  errorFrame,
  notificationFrame,
  requestFrame,
  resultFrame,
  saidFrame,
  stringAt,
} from './said-frames.ts';

/** The three ways in. */
export const WAYS = ['stdio', 'sse', 'http'] as const;
export type Way = (typeof WAYS)[number];

export interface ClientOptions {
  /** Source text of what the client says that it can do. */
  readonly capabilities?: string;
  readonly version?: string;
  readonly token?: string;
  readonly name?: string;
  /** It says that it is ready when the handshake is done, unless told not to. */
  readonly saysReady?: boolean;
}

/** A client of the legacy era, played by a test in bytes. */
export class RawClient {
  /** Everything the relay has sent, in order. */
  readonly received = new SaidFrames();
  /** The result of `initialize`, as it came. */
  greeting = '';
  readonly #send: (frame: string) => void;
  readonly #leave: () => void | Promise<void>;
  readonly #output: { readonly pause: () => void; readonly resume: () => void } | undefined;

  /** @param output what the relay's messages come from, where the client has one such stream */
  constructor(
    send: (frame: string) => void,
    leave: () => void | Promise<void>,
    output?: { readonly pause: () => void; readonly resume: () => void },
  ) {
    this.#send = send;
    this.#leave = leave;
    this.#output = output;
  }

  send(frame: string): void {
    this.#send(frame);
  }

  /** Sends a request, and gives the whole frame that answers it. */
  request(rawId: string, method: string, rawParams = '{}', deadlineMs?: number): Promise<string> {
    const before = this.received.answers(rawId).length;
    this.#send(requestFrame(rawId, method, rawParams));
    return this.received.answer(rawId, before, deadlineMs);
  }

  tell(method: string, rawParams?: string): void {
    this.#send(notificationFrame(method, rawParams));
  }

  /** Answers a request of the relay. */
  answer(rawId: string | undefined, rawResult: string): void {
    this.#send(resultFrame(rawId ?? 'null', rawResult));
  }

  refuse(rawId: string | undefined, rawError: string): void {
    this.#send(errorFrame(rawId ?? 'null', rawError));
  }

  /** Waits until tools/list has all of these. */
  async waitForTools(...names: string[]): Promise<void> {
    let asked = 0;
    await until(`tools ${names.join(', ')}`, async () => {
      asked += 1;
      const frame = await this.request(`"tools ${asked}"`, 'tools/list');
      const tools = rawElements(rawAt(frame, 'result', 'tools') ?? '[]');
      const listed = new Set(tools.map((tool) => stringAt(tool, 'name')));
      return names.every((name) => listed.has(name));
    });
  }

  /** Reads nothing any more; for a client over stdio. */
  pause(): void {
    if (!this.#output) throw new Error('only a client over stdio can be deaf');
    this.#output.pause();
  }

  resume(): void {
    this.#output?.resume();
  }

  /** Goes away without a word. */
  async leave(): Promise<void> {
    await this.#leave();
  }

  async greet(options: ClientOptions): Promise<void> {
    const { capabilities = '{}', version = '2025-11-25', name = 'raw', saysReady = true } = options;
    const info = JSON.stringify({ name, version: '1.0.0' });
    const params = `{"protocolVersion":"${version}","capabilities":${capabilities},"clientInfo":${info}}`;
    const frame = await this.request('"handshake"', 'initialize', params);
    this.greeting = rawAt(frame, 'result') ?? '';
    if (saysReady) this.tell('notifications/initialized');
  }
}

/** Opens a session with a relay that runs; on stdio by the bridge, as a desktop client does. */
export async function openClient(
  way: Way,
  world: World,
  relay: ListeningRelay,
  options: ClientOptions = {},
): Promise<RawClient> {
  if (way === 'stdio') return overStdio(world, ['--config-file', relay.configFile], options);
  const token = options.token ?? TOKEN;
  return way === 'sse' ? overSse(world, relay, token, options) : overHttp(world, relay, token, options);
}

/** A client of a relay that it starts itself, or joins. */
async function overStdio(world: World, args: readonly string[], options: ClientOptions = {}): Promise<RawClient> {
  const command = run(world, relayCommand(args));
  const client = new RawClient(
    (frame) => void command.child.stdin.write(`${frame}\n`),
    async () => {
      command.child.stdin.end();
      await within('end of the bridge', command.exit);
    },
    command.child.stdout,
  );
  onLines(command.child.stdout, (line) => client.received.add(line));
  await client.greet(options).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${command.stderr()}`);
  });
  return client;
}

async function overSse(world: World, relay: ListeningRelay, token: string, options: ClientOptions): Promise<RawClient> {
  const headers = { authorization: `Bearer ${token}` };
  const posts = new Posts(world, headers, (response) => response.resume());
  const stream = httpRequest(relay.info.endpoints.sse, { headers, agent: false }, (response) => {
    onEvents(response, (data, name) => {
      if (name === 'endpoint') posts.url = new URL(data, relay.info.baseUrl).href;
      else client.received.add(data);
    });
    response.on('error', () => {});
  });
  stream.on('error', () => {});
  stream.end();
  world.onEnd(() => void stream.destroy());
  const client: RawClient = new RawClient(
    (frame) => posts.send(frame),
    () => void stream.destroy(),
  );
  await until('endpoint event', () => posts.url);
  await client.greet(options);
  return client;
}

async function overHttp(
  world: World,
  relay: ListeningRelay,
  token: string,
  options: ClientOptions,
): Promise<RawClient> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  const posts = new Posts(world, headers, (response) => {
    const session = response.headers['mcp-session-id'];
    if (typeof session === 'string') headers['mcp-session-id'] = session;
    take(response, client);
  });
  posts.url = relay.info.endpoints.mcp;
  let stream: ClientRequest | undefined;
  const client: RawClient = new RawClient(
    (frame) => posts.send(frame),
    () => {
      stream?.destroy();
      posts.end();
    },
  );
  await client.greet(options);
  headers['mcp-protocol-version'] = options.version ?? '2025-11-25';
  stream = httpRequest(posts.url, { headers: { ...headers, accept: 'text/event-stream' }, agent: false }, (response) =>
    take(response, client),
  );
  stream.on('error', () => {});
  stream.end();
  world.onEnd(() => void stream.destroy());
  await within('stream of what answers nothing', new Promise((resolve) => void stream.on('response', resolve)));
  return client;
}

function take(response: IncomingMessage, client: RawClient): void {
  response.on('error', () => {});
  if ((response.headers['content-type'] ?? '').includes('text/event-stream')) {
    onEvents(response, (data) => client.received.add(data));
    return;
  }
  text(response).then(
    (body) => body.startsWith('{') && client.received.add(body),
    () => {},
  );
}

/** Sends frames as bodies of requests. What has no answer of its own is known to have arrived before the next is sent. */
class Posts {
  url: string | undefined;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #onResponse: (response: IncomingMessage) => void;
  readonly #open = new Set<ClientRequest>();
  #arrived: Promise<void> = Promise.resolve();

  constructor(
    world: World,
    headers: Readonly<Record<string, string>>,
    onResponse: (response: IncomingMessage) => void,
  ) {
    this.#headers = headers;
    this.#onResponse = onResponse;
    world.onEnd(() => this.end());
  }

  send(frame: string): void {
    const { rawId, method } = saidFrame(frame);
    const isRequest = rawId !== undefined && method !== '';
    this.#arrived = this.#arrived.then(() => {
      const arrived = this.#post(frame);
      return isRequest ? undefined : arrived;
    });
  }

  end(): void {
    for (const request of this.#open) request.destroy();
  }

  #post(frame: string): Promise<void> {
    const request = httpRequest(this.url ?? '', {
      method: 'POST',
      headers: {
        ...this.#headers,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      agent: false,
    });
    this.#open.add(request);
    return new Promise((resolve) => {
      request.on('response', (response: IncomingMessage) => {
        this.#onResponse(response);
        resolve();
      });
      request.on('error', () => {});
      request.on('close', () => {
        this.#open.delete(request);
        resolve();
      });
      request.end(frame);
    });
  }
}
