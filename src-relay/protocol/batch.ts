import { isUtf8 } from 'node:buffer';
import { FrameError, frameFromBytes, frameFromText, LIMITS, type Frame } from './frame.ts';
import { indexJson, skipSpace } from './json-index.ts';
import { arrayItems } from './modern/object-text.ts';

/** The one revision in which messages may come several at once (MCP 2025-03-26, "Batching"). */
export const BATCH_VERSION = '2025-03-26';
/** Messages of one batch. */
const MAX_BATCH = 100;
const OPEN_BRACKET = 91;

/** Decodes bytes to one message, or to several where they are an array. Throws FrameError; one bad message spoils all. */
export function messagesFromBytes(bytes: Buffer): Frame | readonly Frame[] {
  let at = 0;
  while (at < bytes.length && [32, 9, 10, 13].includes(bytes[at] ?? 0)) at += 1;
  if (bytes[at] !== OPEN_BRACKET) return frameFromBytes(bytes);
  if (!isUtf8(bytes)) throw new FrameError('not_utf8', 'The batch is not valid UTF-8.');
  return batchTexts(bytes.toString('utf8')).map((text) => frameFromText(text));
}

/** Whether text may be a batch, and is no single message. */
export function isBatch(source: string): boolean {
  return source.charCodeAt(skipSpace(source, 0)) === OPEN_BRACKET;
}

/** The messages of a batch as text, which need not be messages yet. Throws FrameError where it is none. */
export function batchTexts(source: string): readonly string[] {
  // The limits of one message hold for all of a batch together.
  const { exceeded } = indexJson(source, LIMITS);
  if (exceeded !== undefined) throw new FrameError('too_many_values', 'The batch is nested too deep or too large.');
  try {
    JSON.parse(source);
  } catch {
    throw new FrameError('not_json', 'The batch is not valid JSON.');
  }
  const items = arrayItems(source, 0);
  if (items.length === 0 || items.length > MAX_BATCH) {
    throw new FrameError('not_json_rpc', `A batch has 1 to ${MAX_BATCH} messages.`);
  }
  return items.map(({ start, end }) => source.slice(start, end));
}
