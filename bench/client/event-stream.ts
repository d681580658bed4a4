/** Reads `text/event-stream`: calls back with each event's name and data. Chunks are joined once per event. */
export class EventStream {
  readonly #onEvent: (event: string, data: string) => void;
  #chunks: Buffer[] = [];
  #lastByte = 0;

  constructor(onEvent: (event: string, data: string) => void) {
    this.#onEvent = onEvent;
  }

  /** An event ends with an empty line, so only a chunk that holds or completes `\n\n` (or `\n\r\n`) is looked into. */
  push(chunk: Buffer): void {
    const completes =
      chunk.includes('\n\n') ||
      chunk.includes('\n\r\n') ||
      (this.#lastByte === 10 && (chunk[0] === 10 || chunk[0] === 13));
    this.#chunks.push(chunk);
    this.#lastByte = chunk.at(-1) ?? this.#lastByte;
    if (!completes && !(this.#lastByte === 10 && chunk.length < 3)) return;
    const whole = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    const rest = this.#events(whole);
    this.#chunks = rest.length > 0 ? [rest] : [];
  }

  #events(whole: Buffer): Buffer {
    let start = 0;
    for (;;) {
      const plain = whole.indexOf('\n\n', start);
      const carriage = whole.indexOf('\n\r\n', start);
      const first = carriage !== -1 && (plain === -1 || carriage < plain) ? carriage : plain;
      if (first === -1) return whole.subarray(start);
      this.#event(whole.toString('utf8', start, first));
      start = first + (first === plain ? 2 : 3);
    }
  }

  #event(block: string): void {
    let event = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const text = line.endsWith('\r') ? line.slice(0, -1) : line;
      if (text.startsWith('data:')) data.push(text.slice(text.startsWith('data: ') ? 6 : 5));
      else if (text.startsWith('event:')) event = text.slice(6).trim();
    }
    if (data.length > 0) this.#onEvent(event, data.join('\n'));
  }
}
