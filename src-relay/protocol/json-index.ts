/** Half-open range in UTF-16 code units of a source text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface JsonIndex {
  /** How many object keys the whole text holds. */
  readonly keyCount: number;
  /** Value spans of the root object's members, by their key as written. */
  readonly members: MemberSpans;
  /** True where a root member's key is written with escapes, which would hide it from `members`. */
  readonly escapedTopLevelKey: boolean;
  /** True where any object's key is written with escapes. */
  readonly hasEscapedKey: boolean;
  /** A limit was passed; the rest of the text was not looked at. */
  readonly exceeded: 'depth' | 'values' | undefined;
}

export interface JsonLimits {
  readonly depth: number;
  /** Members and elements of the whole text. */
  readonly values: number;
}

/** One member of the root object: where its value stands, and the member before it. */
export interface MemberSpan extends Span {
  readonly key: string;
  readonly before: MemberSpan | undefined;
}

/** The root object's members as a chain: a message has a handful, and a Map for each would be a twentieth of its cost. */
export class MemberSpans {
  #last: MemberSpan | undefined;

  /** The last member, from which `before` leads to all others. */
  get last(): MemberSpan | undefined {
    return this.#last;
  }

  get(key: string): Span | undefined {
    let member = this.#last;
    while (member && member.key !== key) member = member.before;
    return member;
  }

  add(key: string, start: number, end: number): void {
    this.#last = { key, start, end, before: this.#last };
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
/** Past this many characters the engine's own search beats a loop. */
const SHORT_STRING = 24;

/**
 * Finds structure in JSON text: it counts keys and depth and notes where the root object's members stand. One pass; the
 * inside of long strings is skipped by native search. It does not check the text: what it says of text that JSON.parse
 * refuses means nothing, but it comes in linear time and says before the parse where the text would cost too much.
 */
export function indexJson(source: string, limits: JsonLimits): JsonIndex {
  const members = new MemberSpans();
  let keyCount = 0;
  let depth = 0;
  let escapedTopLevelKey = false;
  let hasEscapedKey = false;
  let openKey: string | undefined;
  let valueStart = 0;
  let tokenEnd = 0;
  let values = 0;
  let exceeded: JsonIndex['exceeded'];
  let at = 0;
  const length = source.length;
  while (at < length) {
    const unit = source.charCodeAt(at);
    if (unit === QUOTE) {
      const open = at;
      const close = endOfString(source, open);
      const next = skipSpace(source, close + 1);
      if (source.charCodeAt(next) === COLON) {
        keyCount += 1;
        at = next + 1;
        if (!hasEscapedKey && hasBackslash(source, open, close)) hasEscapedKey = true;
        if (depth === 1) {
          openKey = source.slice(open + 1, close);
          if (openKey.includes('\\')) escapedTopLevelKey = true;
          valueStart = skipSpace(source, at);
          at = valueStart;
        }
      } else {
        tokenEnd = close + 1;
        at = next;
      }
      continue;
    }
    if (unit === OPEN_BRACE || unit === OPEN_BRACKET) {
      depth += 1;
      if (depth > limits.depth) {
        exceeded = 'depth';
        break;
      }
    } else if (unit === COMMA) {
      values += 1;
      if (values > limits.values) {
        exceeded = 'values';
        break;
      }
      if (depth === 1 && openKey !== undefined) {
        members.add(openKey, valueStart, tokenEnd);
        openKey = undefined;
      }
    } else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) {
      if (depth === 1 && openKey !== undefined) {
        members.add(openKey, valueStart, tokenEnd);
        openKey = undefined;
      }
      depth -= 1;
      tokenEnd = at + 1;
    } else if (!isSpace(unit)) {
      tokenEnd = at + 1;
    }
    at += 1;
  }
  return { keyCount, members, escapedTopLevelKey, hasEscapedKey, exceeded };
}

function hasBackslash(source: string, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) if (source.charCodeAt(at) === BACKSLASH) return true;
  return false;
}

/** Index of the quote that closes the string opened at `open`. */
export function endOfString(source: string, open: number): number {
  let at = open + 1;
  const near = Math.min(source.length, at + SHORT_STRING);
  while (at < near) {
    const unit = source.charCodeAt(at);
    if (unit === QUOTE) return at;
    at += unit === BACKSLASH ? 2 : 1;
  }
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote < 0) return source.length;
    let before = quote - 1;
    while (before >= at && source.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((quote - before) % 2 === 1) return quote;
    at = quote + 1;
  }
}

export function skipSpace(source: string, from: number): number {
  let at = from;
  while (isSpace(source.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 13 || unit === 9;
}
