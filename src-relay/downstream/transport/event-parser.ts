import { isUtf8 } from 'node:buffer';
import { ByteBuilder } from '../../protocol/byte-builder.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;
const COLON = 58;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const LINE_FEED = Buffer.from('\n');
/** Longest field name that means anything: `retry`. */
const LONGEST_FIELD = 5;
/** Longest event name or id that is kept, in bytes. */
const MAX_NAME_BYTES = 1024;

export interface EventListener {
  /** One event that has data; undefined where the data is not UTF-8. */
  onEvent(event: string, data: string | undefined): void;
  /** The id to resume the stream after: of this event, which may have no data. */
  onId?(id: string): void;
  /** How long to wait before the stream is asked for again, in milliseconds. */
  onRetry?(ms: number): void;
}

/**
 * Parses an event stream (WHATWG HTML, section 9.2.6) from bytes in chunks of any size, in linear time and bounded memory.
 * Lines end with LF, CR or CRLF; a byte order mark at the start is skipped.
 */
export class EventParser {
  readonly #maxBytes: number;
  readonly #listener: EventListener;
  /** The start of a line whose end has not come. */
  readonly #line = new ByteBuilder();
  /** The line that is coming is a comment: nobody reads it, however long it gets. */
  #isComment = false;
  /** A line ended with CR at the end of a chunk: an LF that follows belongs to it. */
  #skipsLineFeed = false;
  #isFirstLine = true;
  /** The data of the event that is coming: one line as it is, more of them put together. */
  #data: Buffer | undefined;
  readonly #dataLines = new ByteBuilder();
  #event = '';
  #id: string | undefined;

  /** @param maxBytes longest event that is taken, in bytes of its data */
  constructor(maxBytes: number, listener: EventListener) {
    this.#maxBytes = maxBytes;
    this.#listener = listener;
  }

  /** Throws an Error where an event passes the cap; the stream cannot be read any further then. */
  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    let at = this.#skipsLineFeed && chunk[0] === LF ? 1 : 0;
    this.#skipsLineFeed = false;
    let carriageReturn = chunk.indexOf(CR, at);
    let lineFeed = chunk.indexOf(LF, at);
    for (;;) {
      const end = firstOf(carriageReturn, lineFeed);
      if (end < 0) break;
      this.#endLine(chunk.subarray(at, end));
      at = end + 1;
      if (end === carriageReturn) {
        if (at === chunk.length) this.#skipsLineFeed = true;
        else if (chunk[at] === LF) at += 1;
      }
      // Each place is looked for once, or chunks of mixed line ends would take quadratic time.
      if (carriageReturn >= 0 && carriageReturn < at) carriageReturn = chunk.indexOf(CR, at);
      if (lineFeed >= 0 && lineFeed < at) lineFeed = chunk.indexOf(LF, at);
    }
    if (at < chunk.length) this.#keep(chunk.subarray(at));
  }

  #keep(part: Buffer): void {
    if (this.#isComment) return;
    if (this.#line.length === 0 && part[0] === COLON) {
      this.#isComment = true;
      return;
    }
    this.#checkSize(this.#line.length + part.length);
    this.#line.append(part);
  }

  #endLine(last: Buffer): void {
    if (this.#isComment) {
      this.#isComment = false;
      this.#isFirstLine = false;
      return;
    }
    let line = last;
    if (this.#line.length > 0) {
      this.#line.append(last);
      line = this.#line.take();
    }
    if (this.#isFirstLine) {
      this.#isFirstLine = false;
      if (line.subarray(0, 3).equals(BYTE_ORDER_MARK)) line = line.subarray(3);
    }
    if (line.length === 0) this.#dispatch();
    else this.#takeField(line);
  }

  #takeField(line: Buffer): void {
    const colon = line.indexOf(COLON);
    if (colon === 0) return;
    const end = colon < 0 ? line.length : colon;
    if (end > LONGEST_FIELD) return;
    const start = colon < 0 ? end : end + (line[end + 1] === SPACE ? 2 : 1);
    const value = line.subarray(start);
    switch (line.toString('latin1', 0, end)) {
      case 'data':
        return this.#addData(value);
      case 'event':
        this.#event = value.subarray(0, MAX_NAME_BYTES).toString('utf8');
        return undefined;
      case 'id':
        if (value.length <= MAX_NAME_BYTES && !value.includes(0)) this.#id = value.toString('utf8');
        return undefined;
      case 'retry':
        return this.#takeRetry(value.toString('latin1', 0, 10));
      default:
        return undefined;
    }
  }

  #takeRetry(value: string): void {
    if (/^\d{1,9}$/u.test(value)) this.#listener.onRetry?.(Number(value));
  }

  #addData(value: Buffer): void {
    if (this.#data === undefined && this.#dataLines.length === 0) {
      this.#checkSize(value.length);
      this.#data = value;
      return;
    }
    this.#checkSize(this.#dataLines.length + (this.#data?.length ?? 0) + value.length + 1);
    if (this.#data) {
      this.#dataLines.append(this.#data);
      this.#data = undefined;
    }
    this.#dataLines.append(LINE_FEED);
    this.#dataLines.append(value);
  }

  #dispatch(): void {
    if (this.#id !== undefined) this.#listener.onId?.(this.#id);
    const data = this.#data ?? (this.#dataLines.length > 0 ? this.#dataLines.take() : undefined);
    const event = this.#event === '' ? 'message' : this.#event;
    this.#id = undefined;
    this.#event = '';
    this.#data = undefined;
    if (data) this.#listener.onEvent(event, isUtf8(data) ? data.toString('utf8') : undefined);
  }

  #checkSize(bytes: number): void {
    if (bytes > this.#maxBytes) throw new Error(`an event is over the limit of ${this.#maxBytes} bytes`);
  }
}

function firstOf(a: number, b: number): number {
  if (a < 0) return b;
  return b < 0 ? a : Math.min(a, b);
}
