import type { JsonValue } from '../../protocol/json.ts';
import type { FlowSource } from '../../protocol/scan-types.ts';
import { toSource } from '../../scan/normalise/view.ts';
import { walkStrings } from '../../scan/walk.ts';
import { formsOf } from './forms.ts';
import { gramHashes } from './grams.ts';
import { OwnWords } from './own-words.ts';
import { LIFETIME_MS, TEXT_GRAM, VALUE_GRAM, type Trace, type ValueKind } from './source.ts';
import { squeeze, type Squeezed } from './squeeze.ts';
import { TextPrints } from './text-prints.ts';
import { ValuePrints } from './value-prints.ts';

/** Shorter texts of a result are no passages, in UTF-16 units. */
const SHORTEST_TEXT = 160;
/** Of one result, or one request, so much is looked at, in UTF-16 units. */
const MAX_TEXT = 2 * 1024 * 1024;
/** A long text is worked off in pieces of this length, one in a turn of the loop; they overlap by a run and more. */
const PIECE = 64 * 1024;
const OVERLAP = 512;
/** Results that wait to be read; the oldest are then read at once. */
const MAX_WAITING = 32;

/** A value that a detector has found in an answer. */
export interface FoundValue extends ValueKind {
  readonly text: string;
}

/** One session's memory of what servers have said and what the client has: hashes only, for half an hour. */
export class Trail {
  readonly #values = new ValuePrints();
  readonly #texts = new TextPrints();
  readonly #own = new OwnWords(LIFETIME_MS);
  #waiting: Generator<void>[] = [];
  #isScheduled = false;
  #isClosed = false;
  #expiry: NodeJS.Timeout | undefined;

  /** Remembers what a server has answered: values at once, long texts when there is time. */
  learn(source: FlowSource, value: JsonValue, found: readonly FoundValue[]): void {
    if (this.#isClosed) return;
    // Of a session that does nothing nothing stays for longer.
    this.#expiry ??= setInterval(() => this.#expire(Date.now()), LIFETIME_MS / 4).unref();
    for (const one of found) {
      const text = squeeze(one.text);
      const grams = gramHashes(text, VALUE_GRAM, SHORT);
      const isOwn = (): boolean => this.#own.hasAll(grams);
      this.#values.add(text, grams.hashes[0] ?? 0, { kind: one.kind, name: one.name }, source, source.ts, isOwn);
    }
    const texts = longTexts(value);
    if (texts.length === 0) return;
    this.#waiting.push(this.#read(texts, source));
    if (this.#waiting.length > MAX_WAITING) this.#finish();
    else this.#schedule();
  }

  /**
   * What of a client's text a server has said that is not `sink`; where there is nothing, the text is the client's own from
   * now on.
   * @param report gets each place, and where in the value it is
   */
  follow(
    value: JsonValue,
    sink: string,
    now: number,
    report: (trace: Trace, path: readonly (string | number)[], inKey: boolean) => void,
  ): void {
    if (this.#isClosed) return;
    this.#finish();
    this.#expire(now);
    let found = 0;
    if (this.size > 0) {
      let left = MAX_TEXT;
      walkStrings(value, {
        visitString: (text, path, inKey) => {
          if (text.length < VALUE_GRAM || left <= 0) return;
          const part = text.slice(0, left);
          left -= part.length;
          for (const trace of this.#tracesIn(part, sink, now)) {
            found += 1;
            report(trace, path, inKey);
          }
        },
      });
    }
    if (found > 0) return;
    let left = MAX_TEXT;
    walkStrings(value, {
      visitString: (text) => {
        if (text.length < VALUE_GRAM || left <= 0) return;
        const part = text.slice(0, left);
        left -= part.length;
        this.#own.addAll(gramHashes(squeeze(part), VALUE_GRAM, SHORT), now);
      },
    });
  }

  /** Values and runs that are kept now. */
  get size(): number {
    return this.#values.size + this.#texts.size;
  }

  clear(): void {
    this.#isClosed = true;
    clearInterval(this.#expiry);
    this.#waiting = [];
    this.#values.clear();
    this.#texts.clear();
    this.#own.clear();
  }

  #expire(now: number): void {
    this.#values.expire(now);
    this.#texts.expire(now);
  }

  #tracesIn(text: string, sink: string, now: number): readonly Trace[] {
    const traces: Trace[] = [];
    for (const view of formsOf(text)) {
      const squeezed = squeeze(view.text);
      const found: Trace[] = [];
      const short = gramHashes(squeezed, VALUE_GRAM, SHORT);
      if (this.#values.size > 0) found.push(...this.#values.traces(squeezed, short, sink, now, view.text));
      if (this.#texts.size > 0 && squeezed.length >= TEXT_GRAM) {
        found.push(...this.#texts.traces(squeezed, { long: gramHashes(squeezed, TEXT_GRAM, LONG), short }, sink));
      }
      for (const trace of found) {
        const place = { ...trace, ...toSource(view, trace.start, trace.end) };
        if (!traces.some((other) => isSame(other, place))) traces.push(place);
      }
    }
    return traces;
  }

  /** Reads the texts of one result, a piece in each step. */
  *#read(texts: readonly string[], source: FlowSource): Generator<void> {
    let left = MAX_TEXT;
    for (const text of texts) {
      for (let from = 0; from < text.length && left > 0; from += PIECE) {
        const piece = text.slice(Math.max(0, from - OVERLAP), from + PIECE);
        left -= piece.length;
        const squeezed = squeeze(piece);
        if (squeezed.length >= TEXT_GRAM) this.#addText(squeezed, source);
        yield;
      }
    }
  }

  #addText(text: Squeezed, source: FlowSource): void {
    const short = gramHashes(text, VALUE_GRAM, SHORT);
    const isOwn = (at: number): boolean => {
      for (let next = at; next + VALUE_GRAM <= at + TEXT_GRAM; next += VALUE_GRAM) {
        if (!this.#own.has(short.hashes[next] ?? 0)) return false;
      }
      return true;
    };
    this.#texts.add(text, { long: gramHashes(text, TEXT_GRAM, LONG), short }, source, source.ts, isOwn);
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    // Before the client can have read the answer and asked again.
    setImmediate(() => {
      this.#isScheduled = false;
      const [first] = this.#waiting;
      if (first?.next().done === true) this.#waiting.shift();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  #finish(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const reading of waiting) while (reading.next().done !== true);
  }
}

/** The hash that values are found by and the client's own words are known by, and the one of passages. */
const SHORT = 0;
const LONG = 1;

function isSame(one: Trace, other: Trace): boolean {
  return one.kind === other.kind && one.source === other.source && one.start < other.end && other.start < one.end;
}

function longTexts(value: JsonValue): string[] {
  const texts: string[] = [];
  walkStrings(value, {
    visitString(text, _path, inKey) {
      if (!inKey && text.length >= SHORTEST_TEXT) texts.push(text);
    },
  });
  return texts;
}
