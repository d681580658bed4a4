import type { Dispatcher, Pool } from 'undici';

import { EventStream } from '../../../bench/client/event-stream.ts';
import type { Message } from '../../conformance/bridge/pipe.ts';
import { type Link, type LinkEvents, LinkLost, type OpenLink } from './link.ts';

const PATH = '/mcp';
const SESSION = 'mcp-session-id';
const LEGACY = '2025-06-18';
const MODERN = '2026-07-28';
const ACCEPT = 'application/json, text/event-stream';

/** Streamable HTTP of the legacy era, with its session and the stream for what belongs to no request. */
export function legacyHttp(pool: Pool, token: string): OpenLink {
  return (events) => {
    let session: string | undefined;
    const gone = new AbortController();
    const headers = (): Headers => ({
      authorization: `Bearer ${token}`,
      ...(session !== undefined && { [SESSION]: session, 'mcp-protocol-version': LEGACY }),
    });
    const send = async (message: Message): Promise<void> => {
      const found = await post(pool, message, headers(), events, gone.signal);
      if (session !== undefined || found === undefined) return;
      session = found;
      listen(pool, headers(), events, gone.signal).catch(() => {});
    };
    const link: Link = { send, answersInResponse: true, close: () => gone.abort() };
    return Promise.resolve(link);
  };
}

/** Streamable HTTP of the modern era: every request stands alone. */
export function modernHttp(pool: Pool, token: string): OpenLink {
  return (events) => {
    const gone = new AbortController();
    const send = async (message: Message): Promise<void> => {
      const name = message.params?.['name'];
      const headers = {
        authorization: `Bearer ${token}`,
        'mcp-protocol-version': MODERN,
        ...(message.method !== undefined && { 'mcp-method': message.method }),
        ...(typeof name === 'string' && { 'mcp-name': name }),
      };
      await post(pool, message, headers, events, gone.signal);
    };
    return Promise.resolve({ send, answersInResponse: true, close: () => gone.abort() });
  };
}

type Headers = Readonly<Record<string, string>>;

/** @returns the session that the relay opened, if it did */
async function post(
  pool: Pool,
  message: Message,
  more: Headers,
  events: LinkEvents,
  signal: AbortSignal,
): Promise<string | undefined> {
  const headers = { accept: ACCEPT, 'content-type': 'application/json', ...more };
  const init = { path: PATH, method: 'POST' as const, headers, body: JSON.stringify(message), signal };
  let response: Dispatcher.ResponseData;
  try {
    response = await pool.request(init);
    if (response.statusCode === 404 && SESSION in more) {
      await response.body.dump();
      events.onLost('the session is gone (404)');
      throw new LinkLost('404');
    }
    if (isStream(response)) await readStream(response, events);
    else await readWhole(response, events);
  } catch (error) {
    if (error instanceof LinkLost) throw error;
    throw new LinkLost(String(error));
  }
  const session = response.headers[SESSION];
  return typeof session === 'string' ? session : undefined;
}

/** The stream for the server's own messages; it is opened once, its end says nothing of the session. */
async function listen(pool: Pool, more: Headers, events: LinkEvents, signal: AbortSignal): Promise<void> {
  const headers = { accept: 'text/event-stream', ...more };
  const response = await pool.request({ path: PATH, method: 'GET', headers, signal });
  if (isStream(response)) await readStream(response, events);
  else await response.body.dump();
}

function isStream({ headers }: Dispatcher.ResponseData): boolean {
  return String(headers['content-type'] ?? '').startsWith('text/event-stream');
}

async function readStream({ body }: Dispatcher.ResponseData, events: LinkEvents): Promise<void> {
  const stream = new EventStream((_event, data) => {
    if (data !== '') events.onText(data);
  });
  for await (const chunk of body) if (Buffer.isBuffer(chunk)) stream.push(chunk);
}

async function readWhole({ statusCode, body }: Dispatcher.ResponseData, events: LinkEvents): Promise<void> {
  const text = await body.text();
  if (text.startsWith('{')) events.onText(text);
  else if (statusCode >= 400) throw new LinkLost(`HTTP ${statusCode}: ${text.slice(0, 100)}`);
}
