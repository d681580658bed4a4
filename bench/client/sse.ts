import { request as httpRequest } from 'node:http';
import type { ClientRequest } from 'node:http';
import type { Pool } from 'undici';
import { EventStream } from './event-stream.ts';
import { nextId, notificationText, parseAnswer, requestText } from '../rpc.ts';
import type { Answer, Session } from '../rpc.ts';

interface Pending {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/** A session over the older HTTP+SSE transport: one event stream for all answers, frames posted beside it. */
export class SseSession implements Session {
  readonly #pool: Pool;
  readonly #headers: Record<string, string>;
  readonly #pending = new Map<number, Pending>();
  readonly #stream: ClientRequest;
  readonly #endpoint: Promise<string>;

  constructor(pool: Pool, url: URL, headers: Record<string, string>) {
    this.#pool = pool;
    this.#headers = { ...headers, 'content-type': 'application/json' };
    let found: (path: string) => void = () => {};
    let failed: (error: Error) => void = () => {};
    this.#endpoint = new Promise((resolve, reject) => {
      found = resolve;
      failed = reject;
    });
    const end = (error: Error): void => {
      failed(error);
      for (const one of this.#pending.values()) one.reject(error);
      this.#pending.clear();
    };
    this.#stream = httpRequest(url, { headers: { ...headers, accept: 'text/event-stream' }, agent: false });
    this.#stream.on('response', (response) => {
      if (response.statusCode !== 200) end(new Error(`event stream: HTTP ${String(response.statusCode)}`));
      const events = new EventStream((event, data) => {
        if (event === 'endpoint') found(endpointPath(data, url));
        else this.#onAnswer(data);
      });
      response.on('data', (chunk: Buffer) => events.push(chunk));
      response.on('close', () => end(new Error('the event stream ended')));
    });
    this.#stream.on('error', end);
    this.#stream.end();
  }

  async initialize(params: string): Promise<void> {
    const answer = await this.request('initialize', params);
    if (answer.result === undefined) throw new Error('initialize: no result');
    await this.notify('notifications/initialized');
  }

  request(method: string, params: string): Promise<Answer> {
    const id = nextId();
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
    // The answer counts, not the 202 for the message: it may well come first.
    this.#post(requestText(id, method, params)).catch((error: unknown) => {
      this.#pending.get(id)?.reject(error instanceof Error ? error : new Error(String(error)));
      this.#pending.delete(id);
    });
    return answer;
  }

  notify(method: string): Promise<void> {
    return this.#post(notificationText(method));
  }

  close(): Promise<void> {
    this.#stream.destroy();
    return Promise.resolve();
  }

  #onAnswer(data: string): void {
    // Answers for other sessions come by here too (supergateway broadcasts): those are left unread.
    const ends = data.length > 400 ? data.slice(0, 200) + data.slice(-200) : data;
    const id = /"id":\s*(\d+)/.exec(ends)?.[1];
    if (id !== undefined && !this.#pending.has(Number(id))) return;
    const answer = parseAnswer(data);
    if (answer.id === undefined) return;
    const one = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    one?.resolve(answer);
  }

  async #post(body: string): Promise<void> {
    const path = await this.#endpoint;
    return new Promise((resolve, reject) => {
      let status = 0;
      this.#pool.dispatch(
        { path, method: 'POST', headers: this.#headers, body },
        {
          onRequestStart() {},
          onResponseStart(_controller, code) {
            status = code;
          },
          onResponseData() {},
          onResponseEnd() {
            if (status < 300) resolve();
            else reject(new Error(`message: HTTP ${String(status)}`));
          },
          onResponseError(_controller, error) {
            reject(error);
          },
        },
      );
    });
  }
}

function endpointPath(data: string, base: URL): string {
  const url = new URL(data, base);
  return url.pathname + url.search;
}
