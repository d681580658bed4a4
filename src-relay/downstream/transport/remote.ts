import { isUtf8 } from 'node:buffer';
import { createParser } from 'eventsource-parser';
import { messageOf } from '../../protocol/errors.ts';
import { FrameError, frameFromText, type Frame } from '../../protocol/frame.ts';
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';
import type { TransportEvents } from './transport.ts';

/** What the two remote transports share: reading bodies within the cap, and turning texts to frames. */

/** Reads a body to text. Throws where it passes the cap or is not UTF-8. */
export async function readBody(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_MESSAGE_BYTES) throw new Error(`an answer is over the limit of ${MAX_MESSAGE_BYTES} bytes`);
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks, bytes);
  if (!isUtf8(whole)) throw new Error('an answer is not valid UTF-8');
  return whole.toString('utf8');
}

/** Reads server-sent events to the end of the stream (WHATWG HTML, section 9.2.6). */
export async function readEvents(
  body: AsyncIterable<Uint8Array>,
  onEvent: (event: string, data: string) => void,
): Promise<void> {
  const parser = createParser({
    onEvent: (message) => onEvent(message.event ?? 'message', message.data),
    maxBufferSize: MAX_MESSAGE_BYTES,
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
}

/** Hands a text on as a frame, or as garbage. */
export function deliver(text: string, events: TransportEvents): void {
  let frame: Frame;
  try {
    frame = frameFromText(text);
  } catch (error) {
    events.onGarbage(error instanceof FrameError ? error.message : String(error), text.slice(0, 512));
    return;
  }
  events.onFrame(frame);
}

export function contentType(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const value = headers['content-type'];
  const text = Array.isArray(value) ? value[0] : value;
  return (text ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** A sentence for a status that is no answer. */
export function statusProblem(status: number): string {
  if (status === 401 || status === 403) {
    return `the server refused access (HTTP ${status}); put a valid credential into its "headers"`;
  }
  return `the server answered HTTP ${status}`;
}

/** The error of a request that got no answer at all. */
export function unreachable(url: URL, error: unknown): Error {
  return new Error(`the server at ${url.origin} cannot be reached (${messageOf(error)})`, { cause: error });
}
