import type { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { messageOf } from '../../../protocol/errors.ts';
import { printable, type Log } from '../../../protocol/log.ts';
import { LineCollector } from './line-collector.ts';
import { RateLimit } from './rate-limit.ts';
import type { RotatingFile } from './rotating-file.ts';

/** Gives a text without its secrets. */
export type Mask = (text: string) => string;

export interface ErrorOutputParts {
  readonly server: string;
  /** Where it is kept; undefined keeps the last lines in memory alone. */
  readonly file: RotatingFile | undefined;
  /** Loads what masks; asked with the first line, because most servers are quiet while everything starts. */
  readonly mask: () => Promise<Mask>;
  /** What may be read of all servers together, in bytes. */
  readonly readLimit: RateLimit;
  readonly log: Log;
}

/** The last lines, for people to see. */
const SHOWN_LINES = 40;
const MAX_LINE_BYTES = 4096;
/** Lines are kept in batches, in milliseconds: nobody's call waits for them. */
const BATCH_MS = 400;
/** Masked in one go, in characters: some milliseconds at the worst, and others have a turn in between. */
const SLICE_LENGTH = 16 * 1024;
/** What is kept of a flood, in bytes: a second, and at once; and what may wait to be kept. */
const KEPT_PER_SECOND = 32 * 1024;
const KEPT_BURST = 128 * 1024;
const MAX_WAITING = 512 * 1024;
/** What reading a chunk costs at least, told as bytes: many small ones are a flood too. */
const LEAST_CHUNK = 8 * 1024;
const READ_PAUSE_MS = 50;

/**
 * The error output of one server, over all its starts: drained always, its last lines shown, all of it kept in a file of
 * bounded size. Nothing is shown or kept before its secrets are masked and its control characters made visible. A flood
 * costs a bounded part of the machine: what is too much is counted and left out, and far too much is read slowly.
 */
export class ErrorOutput {
  readonly #parts: ErrorOutputParts;
  readonly #shown: string[] = [];
  readonly #kept = new RateLimit(KEPT_PER_SECOND, KEPT_BURST);
  /** Values that the server was given and that must not stand in clear, with what stands for them. */
  readonly #hidden = new Map<string, string>();
  #waiting: string[] = [];
  #waitingLength = 0;
  #leftOutBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();
  #hasFailed = false;

  constructor(parts: ErrorOutputParts) {
    this.#parts = parts;
  }

  /** Where it is kept; undefined where it is not. */
  get file(): string | undefined {
    return this.#parts.file?.path;
  }

  /** The last lines, masked. The array goes on changing. */
  get lines(): readonly string[] {
    return this.#shown;
  }

  /**
   * Takes a program's error output until it ends.
   * @param hidden values that must not stand in clear, with what stands for them
   */
  drain(stream: Readable, hidden: ReadonlyMap<string, string>): void {
    for (const [value, placeholder] of hidden) this.#hidden.set(value, placeholder);
    const lines = new LineCollector(MAX_LINE_BYTES, (line) => this.#add(line));
    stream.on('data', (chunk: Buffer) => {
      if (this.#kept.take(chunk.length)) lines.push(chunk);
      else {
        lines.breakOff();
        this.#leaveOut(chunk.length);
      }
      if (this.#parts.readLimit.take(Math.max(chunk.length, LEAST_CHUNK))) return;
      stream.pause();
      setTimeout(() => stream.resume(), READ_PAUSE_MS).unref();
    });
    stream.on('error', () => {});
    stream.once('close', () => {
      lines.end();
      // What a program says last is why it ended.
      void this.flush();
    });
  }

  /** Masks and keeps all that has come. Never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing = this.#flushing.then(() => this.#flushNow());
    return this.#flushing;
  }

  #add(line: string): void {
    if (this.#waitingLength + line.length > MAX_WAITING) return this.#leaveOut(line.length);
    this.#waiting.push(line);
    this.#waitingLength += line.length;
    return this.#schedule();
  }

  #leaveOut(bytes: number): void {
    this.#leftOutBytes += bytes;
    this.#schedule();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => void this.flush(), BATCH_MS).unref();
  }

  async #flushNow(): Promise<void> {
    const lines = this.#waiting;
    const leftOut = this.#leftOutBytes;
    this.#waiting = [];
    this.#waitingLength = this.#leftOutBytes = 0;
    try {
      const masked = lines.length === 0 ? [] : await this.#masked(lines);
      if (leftOut > 0) masked.push(`(${leftOut} bytes were left out here: too much at once)`);
      if (masked.length === 0) return;
      this.#shown.push(...masked.slice(-SHOWN_LINES));
      this.#shown.splice(0, this.#shown.length - SHOWN_LINES);
      const at = new Date().toISOString();
      await this.#parts.file?.append(masked.map((line) => `${at} ${line}\n`).join(''));
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) {
        this.#parts.log.warn(`${this.#parts.server}: its error output cannot be kept: ${messageOf(error)}`);
      }
      this.#hasFailed = true;
    }
  }

  /** Lines are masked together: a secret may stand on several of them. */
  async #masked(lines: readonly string[]): Promise<string[]> {
    const mask = await this.#parts.mask();
    const masked: string[] = [];
    let slice: string[] = [];
    let length = 0;
    const end = (): void => {
      const text = mask(this.#withoutHidden(slice.join('\n')));
      masked.push(...text.split('\n').map((line) => printable(line.replaceAll('\t', '    '))));
      slice = [];
      length = 0;
    };
    for (const line of lines) {
      if (length > 0 && length + line.length > SLICE_LENGTH) {
        end();
        await turn();
      }
      slice.push(line);
      length += line.length;
    }
    end();
    return masked;
  }

  #withoutHidden(text: string): string {
    const longestFirst = [...this.#hidden].toSorted(([a], [b]) => b.length - a.length);
    return longestFirst.reduce((shown, [value, placeholder]) => shown.replaceAll(value, () => placeholder), text);
  }
}
