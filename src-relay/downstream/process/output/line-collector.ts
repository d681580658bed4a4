const LINE_FEED = 10;

/** What a line ends with that was longer than the cap. */
const CUT = ' …';

/**
 * Cuts a program's error output into lines. Of a line that is longer than the cap its start is kept, without the word that
 * the cap goes through: half of a secret would no longer be known for one.
 */
export class LineCollector {
  readonly #maxBytes: number;
  readonly #onLine: (line: string) => void;
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** The rest of the line is dropped: it is too long, or its start was dropped. */
  #isDropping = false;

  /** @param maxBytes longest line that is kept whole, in bytes */
  constructor(maxBytes: number, onLine: (line: string) => void) {
    this.#maxBytes = maxBytes;
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      this.#add(chunk.subarray(from, end));
      this.#endLine();
      from = end + 1;
    }
    this.#add(chunk.subarray(from));
  }

  /** Ends the stream: what stands without a line feed is a line too. */
  end(): void {
    this.#endLine();
  }

  /** Drops the line that has begun: what comes next is missing something. */
  breakOff(): void {
    this.#chunks = [];
    this.#bytes = 0;
    this.#isDropping = true;
  }

  #add(part: Buffer): void {
    const room = this.#maxBytes - this.#bytes;
    if (this.#isDropping || part.length === 0) return;
    // Copied: a small part must not keep the whole chunk in memory.
    this.#chunks.push(Buffer.from(part.subarray(0, room)));
    this.#bytes += Math.min(part.length, room);
    if (part.length <= room) return;
    const whole = Buffer.concat(this.#chunks).toString('utf8');
    this.#onLine(`${/^[^]*(?=\s)/u.exec(whole)?.[0] ?? ''}${CUT}`);
    this.breakOff();
  }

  #endLine(): void {
    if (this.#bytes > 0) this.#onLine(Buffer.concat(this.#chunks).toString('utf8').replace(/\r$/u, ''));
    this.#chunks = [];
    this.#bytes = 0;
    this.#isDropping = false;
  }
}
