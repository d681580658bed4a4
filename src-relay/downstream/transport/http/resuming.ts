import { setTimeout as delay } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { backoffMs } from '../../backoff.ts';
import { contentType } from '../body.ts';
import { HttpStatusError, NoAnswerError } from '../errors.ts';
import type { AnswerStream } from './answer-stream.ts';

export const CLOSED_EARLY = 'the server closed the stream before it had answered';
/** Tries in a row that bring nothing new after which an answer is given up. */
const MAX_FAILURES = 5;
/** Connections in a row that end without an event: a server may hang up as long as it works, but not for ever. */
const MAX_EMPTY = 200;
/** What is waited at least and at most before a stream is resumed, in milliseconds. */
const LEAST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 60_000;
const USUAL_WAIT_MS = 1000;

/**
 * Gets the rest of an answer whose stream ended early, by GET with `Last-Event-ID` (MCP 2025-11-25, Transports,
 * "Resumability" and SEP-1699: a server may hang up while it works and tells by `retry` when to come back).
 * Resolves when the answer has come. Rejects where it cannot be had; what `get` throws ends it after a few tries.
 */
export async function resume(
  stream: AnswerStream,
  signal: AbortSignal,
  get: (lastEventId: string) => Promise<Dispatcher.ResponseData>,
): Promise<void> {
  let failures = 0;
  let empty = 0;
  while (!stream.isAnswered) {
    const { lastEventId } = stream;
    if (lastEventId === undefined) throw new NoAnswerError(CLOSED_EARLY);
    await delay(waitMs(stream.retryMs, failures), undefined, { signal, ref: false });
    const before = stream.eventCount;
    try {
      const { statusCode, headers, body } = await get(lastEventId);
      if (statusCode !== 200 || contentType(headers) !== 'text/event-stream') {
        await body.dump();
        throw new HttpStatusError(statusCode);
      }
      await stream.read(body);
    } catch (error) {
      if (signal.aborted || (error instanceof HttpStatusError && error.status < 500)) throw error;
      failures += 1;
      if (failures >= MAX_FAILURES) throw error;
    }
    const hasNews = stream.eventCount > before;
    empty = hasNews ? 0 : empty + 1;
    if (hasNews) failures = 0;
    if (empty >= MAX_EMPTY) throw new NoAnswerError('the server closed the stream too often without saying anything');
  }
}

/** Milliseconds to wait before a stream is asked for again: what the server said, and more after failures. */
export function waitMs(retryMs: number | undefined, failures: number): number {
  const asked = Math.min(LONGEST_WAIT_MS, Math.max(LEAST_WAIT_MS, retryMs ?? USUAL_WAIT_MS));
  return failures === 0 ? asked : Math.max(asked, backoffMs(failures));
}
