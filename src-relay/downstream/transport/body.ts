import { isUtf8 } from 'node:buffer';
import { batchTexts, isBatch } from '../../protocol/batch.ts';
import { ByteBuilder } from '../../protocol/byte-builder.ts';
import { FrameError, frameFromText, type Frame } from '../../protocol/frame.ts';
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';
import { NoAnswerError } from './errors.ts';
import { EventParser, type EventListener } from './event-parser.ts';
import type { TransportEvents } from './transport.ts';

/** How much of a refused message's start and end is kept, so that the call it answers can be told. */
const EDGE = 512;

/** Reads a body to text. Throws NoAnswerError where it passes the cap or is not UTF-8. */
export async function readBody(body: AsyncIterable<Uint8Array>): Promise<string> {
  const bytes = new ByteBuilder();
  for await (const chunk of body) {
    if (bytes.length + chunk.length > MAX_MESSAGE_BYTES) {
      throw new NoAnswerError(`an answer is over the limit of ${MAX_MESSAGE_BYTES} bytes`);
    }
    bytes.append(chunk);
  }
  const whole = bytes.take();
  if (!isUtf8(whole)) throw new NoAnswerError('an answer is not valid UTF-8');
  return whole.toString('utf8');
}

/** Reads an event stream to its end. Throws where an event passes the cap or the stream breaks. */
export async function readEventStream(body: AsyncIterable<Uint8Array>, listener: EventListener): Promise<void> {
  const parser = new EventParser(MAX_MESSAGE_BYTES, listener);
  for await (const chunk of body) parser.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
}

/** Reads an event stream that holds UTF-8 alone to its end. */
export function readEvents(
  body: AsyncIterable<Uint8Array>,
  onEvent: (event: string, data: string) => void,
): Promise<void> {
  return readEventStream(body, {
    onEvent(event, data) {
      if (data === undefined) throw new Error('an event is not valid UTF-8');
      onEvent(event, data);
    },
  });
}

/** Hands a text on as a frame, or as garbage; gives the frame. */
export function deliver(text: string | undefined, events: TransportEvents, origin?: number): Frame | undefined {
  const frame = frameOrGarbage(text, events);
  if (frame) events.onFrame(frame, origin);
  return frame;
}

/**
 * The frames that a text is, in order: one, or where the server's revision has batches as many as are in it. What is none
 * is reported and spoils no other.
 */
export function framesIn(text: string | undefined, events: TransportEvents, takesBatches: boolean): readonly Frame[] {
  let texts: readonly (string | undefined)[] = [text];
  if (takesBatches && text !== undefined && isBatch(text)) {
    try {
      texts = batchTexts(text);
    } catch (error) {
      events.onGarbage(error instanceof FrameError ? error.message : String(error), edgesOf(text));
      return [];
    }
  }
  return texts.flatMap((one) => frameOrGarbage(one, events) ?? []);
}

/**
 * The frame that a text is; undefined where it is none, which is reported.
 * @param text undefined where the bytes were no UTF-8
 */
function frameOrGarbage(text: string | undefined, events: TransportEvents): Frame | undefined {
  try {
    if (text === undefined) throw new FrameError('not_utf8', 'The message is not valid UTF-8.');
    return frameFromText(text);
  } catch (error) {
    const reason = error instanceof FrameError ? error.message : String(error);
    events.onGarbage(reason, edgesOf(text ?? ''));
    return undefined;
  }
}

export function edgesOf(text: string): string {
  return text.length > 2 * EDGE ? `${text.slice(0, EDGE)}\n${text.slice(-EDGE)}` : text;
}

export function contentType(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const value = headers['content-type'];
  const text = Array.isArray(value) ? value[0] : value;
  return (text ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
