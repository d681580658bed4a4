import { ByteBuilder } from './byte-builder.ts';

const LINE_FEED = 10;
/** How much of a refused line's start and end is kept, so that the call it answers can be told. */
const EDGE_BYTES = 512;

export interface LineSplitterEvents {
  onLine(line: Buffer): void;
  /** A line passed the cap: its bytes are dropped up to the next line feed. `edges` is its start and its end. */
  onOversize(bytes: number, edges: string): void;
}

/**
 * Splits a byte stream at line feeds. A line of any length, in chunks of any size, costs linear time (the SDKs' reader
 * concatenates per chunk, which is quadratic).
 */
export class LineSplitter {
  readonly #events: LineSplitterEvents;
  readonly #maxBytes: number;
  readonly #kept = new ByteBuilder();
  #bytes = 0;
  #dropping = false;
  #head = '';
  #tail: Buffer = Buffer.alloc(0);

  /** @param maxBytes longest line that is kept, in bytes without its line feed */
  constructor(maxBytes: number, events: LineSplitterEvents) {
    this.#maxBytes = maxBytes;
    this.#events = events;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, from);
      if (end < 0) break;
      this.#endLine(chunk.subarray(from, end));
      from = end + 1;
    }
    if (from < chunk.length) this.#add(from === 0 ? chunk : chunk.subarray(from));
  }

  /** Ends the stream: what stands without a line feed is a line too. */
  end(): void {
    if (this.#bytes > 0) this.#endLine(Buffer.alloc(0));
  }

  #endLine(last: Buffer): void {
    if (this.#bytes === 0 && !this.#dropping && last.length <= this.#maxBytes) {
      if (last.length > 0) this.#events.onLine(last);
      return;
    }
    this.#add(last);
    const [bytes, dropping] = [this.#bytes, this.#dropping];
    const line = dropping ? this.#tail : this.#kept.take();
    const edges = dropping ? `${this.#head}\n${this.#tail.toString('latin1')}` : '';
    this.#bytes = 0;
    this.#dropping = false;
    this.#tail = Buffer.alloc(0);
    if (dropping) this.#events.onOversize(bytes, edges);
    else if (bytes > 0) this.#events.onLine(line);
  }

  #add(part: Buffer): void {
    this.#bytes += part.length;
    if (!this.#dropping && this.#bytes > this.#maxBytes) {
      this.#dropping = true;
      const start = Buffer.concat([this.#kept.take().subarray(0, EDGE_BYTES), part.subarray(0, EDGE_BYTES)]);
      this.#head = start.subarray(0, EDGE_BYTES).toString('latin1');
    }
    if (this.#dropping) this.#tail = Buffer.from(Buffer.concat([this.#tail, part]).subarray(-EDGE_BYTES));
    else this.#kept.append(part);
  }
}
