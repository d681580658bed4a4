import { setTimeout as delay } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { contentType, readBody } from '../body.ts';
import { NotBegunError } from '../errors.ts';
import type { AnswerStream } from './answer-stream.ts';
import { waitMs } from './resuming.ts';

/** A stream that lived this long starts the backoff anew, in milliseconds. */
const STABLE_MS = 10_000;

/** What to do about a server that cannot be reached, or an answer that is no stream. */
export interface UnaskedEvents {
  get(lastEventId: string | undefined): Promise<Dispatcher.ResponseData>;
  onUnreachable(reason: string): void;
  /** The server gives a stream no longer that it has given before. */
  onRefused(status: number, body: string): void;
}

/**
 * Keeps the stream open for what a server says unasked (MCP 2025-11-25, Transports, "Listening for Messages from the
 * Server"), resumed where it can be. Resolves when the server has no such stream, or `signal` fires.
 */
export async function keepListening(stream: AnswerStream, signal: AbortSignal, events: UnaskedEvents): Promise<void> {
  let wasOpen = false;
  for (let failures = 0; !signal.aborted; failures += 1) {
    const before = stream.eventCount;
    let openedAt = Number.POSITIVE_INFINITY;
    try {
      const { statusCode, headers, body } = await events.get(stream.lastEventId);
      if (statusCode < 500) {
        if (statusCode !== 200 || contentType(headers) !== 'text/event-stream') {
          const text = await readBody(body);
          // One that was never there says nothing: the specification asks for 405, and many answer 404.
          return wasOpen ? events.onRefused(statusCode, text) : undefined;
        }
        wasOpen = true;
        openedAt = performance.now();
        await stream.read(body);
      } else await body.dump();
    } catch (error) {
      if (signal.aborted) return undefined;
      if (error instanceof NotBegunError) return events.onUnreachable(error.message);
    }
    if (stream.eventCount > before || performance.now() - openedAt > STABLE_MS) failures = 0;
    await delay(waitMs(stream.retryMs, failures), undefined, { signal, ref: false }).catch(() => {});
  }
  return undefined;
}
