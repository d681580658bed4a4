import { randomUUID } from 'node:crypto';
import { applyEdits } from '../protocol/edits.ts';
import { RelayError } from '../protocol/errors.ts';
import { memberSource, type Frame } from '../protocol/frame.ts';
import { isJsonObject } from '../protocol/json.ts';
import { memberEdits, memberValue, objectText } from '../protocol/modern/object-text.ts';
import type { ClientAnswer, ClientAsk, ClientPort } from './client-port.ts';
import type { ClientSession } from './session.ts';

/** The ways that a transport has to a client of the legacy era. */
export interface LegacyWays {
  /** Sends what belongs to the request under way; drops it where the client took no stream for it. */
  emit(source: string): void;
  /** Sends a request of the relay's own; false where there is no way to the client now. */
  ask(source: string): boolean;
}

/** Questions to one session that are open at once. */
const MAX_OPEN = 100;

/** The way back to a client of the legacy era: it is asked by JSON-RPC requests of the relay's own. */
export class LegacyPort implements ClientPort {
  readonly #session: ClientSession;
  readonly #ways: LegacyWays;

  constructor(session: ClientSession, ways: LegacyWays) {
    this.#session = session;
    this.#ways = ways;
  }

  emit(source: string): void {
    this.#ways.emit(source);
  }

  ask(asks: readonly ClientAsk[], signal: AbortSignal): Promise<readonly ClientAnswer[]> {
    return Promise.all(asks.map((ask) => this.#askOne(ask, signal)));
  }

  #askOne({ key, method, params }: ClientAsk, signal: AbortSignal): Promise<ClientAnswer> {
    const { asks } = this.#session;
    if (signal.aborted) return Promise.reject(unreachable('The server no longer wants to know.'));
    if (this.#session.isClosed) return Promise.reject(unreachable('The client has gone.'));
    if (asks.size >= MAX_OPEN) return Promise.reject(unreachable('The client is being asked too many things at once.'));
    return new Promise((resolve, reject) => {
      const id = JSON.stringify(`relay-${randomUUID()}`);
      const end = (): void => {
        asks.delete(id);
        signal.removeEventListener('abort', onAbort);
      };
      const onAbort = (): void => {
        end();
        this.#ways.ask(cancelled(id));
        reject(unreachable('The server no longer wants to know.'));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      asks.set(id, (answer) => {
        end();
        if (!answer) return reject(unreachable('The client has gone.'));
        const read = answerOf(key, answer);
        if (read) resolve(read);
        else reject(unreachable('The client answered with what is no answer.'));
      });
      const text = params === undefined ? '' : `,"params":${inLegacyWords(method, params)}`;
      if (this.#ways.ask(`{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)}${text}}`)) return;
      end();
      reject(unreachable('The client has no stream open on which it could be asked.'));
    });
  }
}

function answerOf(key: string, answer: Frame): ClientAnswer | undefined {
  const { result } = answer.message;
  if (isJsonObject(result)) return { key, result: memberSource(answer, 'result') ?? '{}', value: result };
  const error = memberSource(answer, 'error');
  return error === undefined ? undefined : { key, error };
}

/** In the legacy era an elicitation by URL has an id (MCP 2025-11-25, Elicitation), which the modern one does not know. */
function inLegacyWords(method: string, params: string): string {
  const object = method === 'elicitation/create' ? objectText(params) : undefined;
  const mode = object && memberValue(object, 'mode');
  if (!mode || params.slice(mode.start, mode.end) !== '"url"' || memberValue(object, 'elicitationId')) return params;
  const set = { elicitationId: JSON.stringify(randomUUID()) };
  return applyEdits(params, memberEdits(params, object, { remove: () => false, set }));
}

function cancelled(id: string): string {
  const reason = 'The server no longer wants to know.';
  return `{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":${id},"reason":"${reason}"}}`;
}

function unreachable(reason: string): RelayError {
  return new RelayError('AISEC_TOOL_EXECUTION_ERROR', reason);
}
