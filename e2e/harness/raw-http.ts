import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';

import { rawMembers } from '../fixtures/raw-json.ts';
import type { ListeningRelay } from './listening-relay.ts';
import { INITIALIZE_PARAMS } from './raw-stdio.ts';
import { TOKEN } from './relay.ts';

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** For a stream that never ends: return as soon as the headers are there. */
  readonly headersOnly?: boolean;
}

/** One HTTP request, its headers (Host too) exactly as given, and the answer exactly as it came. */
export function rawHttp(url: string, options: RawRequest = {}): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method: options.method ?? 'GET', headers: options.headers ?? {}, agent: false },
      (response) => {
        const status = response.statusCode ?? 0;
        if (options.headersOnly === true) {
          resolve({ status, headers: response.headers, body: '' });
          request.destroy();
          return;
        }
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') });
        });
      },
    );
    request.setTimeout(30_000, () => request.destroy(new Error(`no answer from ${url}`)));
    request.on('error', reject);
    request.end(options.body);
  });
}

export const BEARER = { authorization: `Bearer ${TOKEN}` };

export interface RawSession {
  readonly post: (body: string | Buffer) => Promise<RawResponse>;
  /** Sends a request and returns the frame that answers it, as it came, from JSON or from an event stream. */
  readonly request: (rawId: string, method: string, rawParams: string) => Promise<string>;
}

/** A session over `/mcp`, spoken to in bytes. The handshake is done. */
export async function rawSession(relay: ListeningRelay): Promise<RawSession> {
  const headers: Record<string, string> = {
    ...BEARER,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const post = (body: string | Buffer): Promise<RawResponse> =>
    rawHttp(relay.info.endpoints.mcp, { method: 'POST', headers, body });
  const opened = await post(requestFrame('"handshake"', 'initialize', INITIALIZE_PARAMS));
  if (opened.status !== 200) throw new Error(`initialize: ${opened.status} ${opened.body}`);
  const session = opened.headers['mcp-session-id'];
  if (typeof session === 'string') headers['mcp-session-id'] = session;
  headers['mcp-protocol-version'] = '2025-06-18';
  await post('{"jsonrpc":"2.0","method":"notifications/initialized"}');
  return {
    post,
    request: async (rawId, method, rawParams) => {
      const response = await post(requestFrame(rawId, method, rawParams));
      const frame = answerFrames(response).find((candidate) => rawMembers(candidate).get('id') === rawId);
      if (frame === undefined) throw new Error(`no answer to ${rawId}: ${response.status} ${response.body}`);
      return frame;
    },
  };
}

function requestFrame(rawId: string, method: string, rawParams: string): string {
  return `{"jsonrpc":"2.0","id":${rawId},"method":${JSON.stringify(method)},"params":${rawParams}}`;
}

/** The JSON-RPC frames of an answer: its body, or the data of its events. */
export function answerFrames(response: RawResponse): readonly string[] {
  if (!(response.headers['content-type'] ?? '').includes('text/event-stream')) return [response.body];
  return response.body
    .split(/\r?\n\r?\n/)
    .map((event) =>
      event
        .split(/\r?\n/)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).replace(/^ /, ''))
        .join('\n'),
    )
    .filter((data) => data !== '');
}
