import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';

import { rawAt, rawMembers } from '../fixtures/raw-json.ts';
import type { World } from './create-world.ts';
import { until, within } from './deadline.ts';
import { onEvents } from './lines.ts';
import type { ListeningRelay } from './listening-relay.ts';
import { TOKEN } from './relay.ts';
import { SaidFrames, stringAt } from './said-frames.ts';

const VERSION = '2026-07-28';

export interface ModernAbout {
  /** Source text of what the client can do. */
  readonly capabilities?: string;
  /** Source text of further members of `_meta`, e.g. `"progressToken":1`. */
  readonly meta?: string;
  readonly client?: string;
}

/** A request of the modern era. `rawParams` is an object without `_meta`. */
export function modernFrame(rawId: string, method: string, rawParams = '{}', about: ModernAbout = {}): string {
  const info = JSON.stringify({ name: about.client ?? 'raw', version: '1.0.0' });
  const meta = [
    `"io.modelcontextprotocol/protocolVersion":"${VERSION}"`,
    `"io.modelcontextprotocol/clientCapabilities":${about.capabilities ?? '{}'}`,
    `"io.modelcontextprotocol/clientInfo":${info}`,
    ...(about.meta === undefined ? [] : [about.meta]),
  ].join(',');
  const members = [...rawMembers(rawParams)].map(([key, value]) => `${JSON.stringify(key)}:${value}`);
  const params = `{${[...members, `"_meta":{${meta}}`].join(',')}}`;
  return `{"jsonrpc":"2.0","id":${rawId},"method":${JSON.stringify(method)},"params":${params}}`;
}

/** The headers that go with a modern request; undefined takes one away. */
export type HeaderChanges = Readonly<Record<string, string | undefined>>;

function headersFor(frame: string, changes: HeaderChanges): Record<string, string> {
  const name = stringAt(frame, 'params', 'name') ?? stringAt(frame, 'params', 'uri');
  const all = {
    authorization: `Bearer ${TOKEN}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': VERSION,
    'mcp-method': stringAt(frame, 'method'),
    'mcp-name': name,
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]): [string, string][] => (value === undefined ? [] : [[key, value]])),
  );
}

/** One POST and what comes back, as it comes. */
export interface ModernExchange {
  readonly received: SaidFrames;
  readonly head: Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders }>;
  /** When the response has ended. */
  readonly ended: Promise<void>;
  /** Goes away. */
  readonly close: () => void;
}

export function openModern(
  world: World,
  relay: Pick<ListeningRelay, 'info'>,
  body: string,
  changes: HeaderChanges = {},
): ModernExchange {
  const received = new SaidFrames();
  const request = httpRequest(relay.info.endpoints.mcp, {
    method: 'POST',
    headers: headersFor(body, changes),
    agent: false,
  });
  world.onEnd(() => void request.destroy());
  const ended = Promise.withResolvers<void>();
  const head = new Promise<{ status: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
      response.on('error', () => {});
      if ((response.headers['content-type'] ?? '').includes('text/event-stream')) {
        onEvents(response, (data) => received.add(data));
        response.on('close', () => ended.resolve());
        return;
      }
      text(response)
        .then(
          (source) => void (source.startsWith('{') && received.add(source)),
          () => {},
        )
        .finally(() => ended.resolve())
        .catch(() => {});
    });
  });
  head.catch(() => {});
  request.end(body);
  return { received, head, ended: ended.promise, close: () => void request.destroy() };
}

export interface ModernAnswer {
  readonly status: number;
  /** The frame that answers, as it came; empty where there is none. */
  readonly frame: string;
  /** What came before it. */
  readonly ahead: readonly string[];
}

/** Sends a request and waits for its end. */
export async function askModern(
  world: World,
  relay: Pick<ListeningRelay, 'info'>,
  body: string,
  changes: HeaderChanges = {},
): Promise<ModernAnswer> {
  const { received, head, ended } = openModern(world, relay, body, changes);
  const { status } = await within('answer', head);
  await within('end of the answer', ended);
  const frames = received.all.map(({ source }) => source);
  const frame = frames.findLast((source) => rawAt(source, 'method') === undefined) ?? '';
  return { status, frame, ahead: frames.filter((source) => source !== frame) };
}

/** Waits until the relay has all of these tools. */
export async function waitForTools(
  world: World,
  relay: Pick<ListeningRelay, 'info'>,
  ...names: string[]
): Promise<void> {
  await until(`tools ${names.join(', ')}`, async () => {
    const { frame } = await askModern(world, relay, modernFrame('"tools"', 'tools/list'));
    return names.every((name) => frame.includes(`"name":"${name}"`));
  });
}
