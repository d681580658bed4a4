import type { Pool } from 'undici';
import { EventStream } from './event-stream.ts';
import { nextId, notificationText, parseAnswer, requestText } from '../rpc.ts';
import type { Answer, Session } from '../rpc.ts';

interface Reply {
  status: number;
  sessionId: string | undefined;
  answer: Answer | undefined;
}

/** A session over Streamable HTTP: one POST per frame, the answer as JSON or as an event stream. */
export class StreamableSession implements Session {
  readonly #pool: Pool;
  readonly #path: string;
  #headers: string[];

  constructor(pool: Pool, path: string, headers: Record<string, string>) {
    this.#pool = pool;
    this.#path = path;
    this.#headers = ['content-type', 'application/json', 'accept', 'application/json, text/event-stream'];
    for (const [name, value] of Object.entries(headers)) this.#headers.push(name, value);
  }

  async initialize(params: string, version: string): Promise<void> {
    const reply = await this.#exchange('POST', requestText(nextId(), 'initialize', params));
    if (reply.answer?.result === undefined) throw new Error(`initialize: HTTP ${String(reply.status)}, no result`);
    this.#headers = [...this.#headers, 'mcp-protocol-version', version];
    if (reply.sessionId !== undefined) this.#headers.push('mcp-session-id', reply.sessionId);
    await this.notify('notifications/initialized');
  }

  async request(method: string, params: string): Promise<Answer> {
    const reply = await this.#exchange('POST', requestText(nextId(), method, params));
    if (reply.answer === undefined) throw new Error(`${method}: HTTP ${String(reply.status)} without an answer`);
    return reply.answer;
  }

  async notify(method: string): Promise<void> {
    const reply = await this.#exchange('POST', notificationText(method));
    if (reply.status >= 300) throw new Error(`${method}: HTTP ${String(reply.status)}`);
  }

  async close(): Promise<void> {
    await this.#exchange('DELETE', undefined);
  }

  #exchange(method: 'POST' | 'DELETE', body: string | undefined): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const reply: Reply = { status: 0, sessionId: undefined, answer: undefined };
      const chunks: Buffer[] = [];
      let events: EventStream | undefined;
      const finish = (): void => {
        if (chunks.length > 0 && reply.status === 200) {
          const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
          reply.answer = parseAnswer(whole.toString());
        }
        resolve(reply);
      };
      this.#pool.dispatch(
        { path: this.#path, method, headers: this.#headers, ...(body === undefined ? {} : { body }) },
        {
          // Its presence tells undici that this handler speaks the current interface.
          onRequestStart() {},
          onResponseStart(_controller, status, headers) {
            reply.status = status;
            const session = headers['mcp-session-id'];
            if (typeof session === 'string') reply.sessionId = session;
            if (headers['content-type']?.toString().startsWith('text/event-stream') === true) {
              events = new EventStream((_event, data) => {
                const answer = parseAnswer(data);
                if (answer.id !== undefined) reply.answer = answer;
              });
            }
          },
          onResponseData(_controller, chunk) {
            if (events === undefined) chunks.push(chunk);
            else events.push(chunk);
          },
          onResponseEnd() {
            try {
              finish();
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          },
          onResponseError(_controller, error) {
            reject(error);
          },
        },
      );
    });
  }
}
