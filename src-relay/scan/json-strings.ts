import { JsonStringReader } from './json-reader.ts';
import { MemberNames } from './member-names.ts';

/** One string token of a JSON text. */
export class JsonStringToken {
  /** Range of what stands between the quotes, as written. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What it stands under, array indices skipped (see MemberNames); `undefined` for a key and for a string that stands alone. */
  readonly name: string | undefined;
  private readonly source: string;
  private offsets: Int32Array | undefined;

  constructor(source: string, start: number, end: number, text: string, name: string | undefined) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.text = text;
    this.name = name;
  }

  sourceOffset(at: number): number {
    // Every escape is longer than what it stands for.
    if (this.text.length === this.end - this.start) return this.start + at;
    this.offsets ??= offsetsOf(this.source, this.start, this.end);
    return this.offsets[at] ?? this.end;
  }
}

/** Place in the source of unit `at` of a token's text (its length gives the place behind the last one). */
export function sourceOffset(token: JsonStringToken, at: number): number {
  return token.sourceOffset(at);
}

/** All string tokens, keys included, of a text that JSON.parse accepts. Flat, so nesting depth does not matter. */
export function jsonStrings(source: string): readonly JsonStringToken[] {
  const tokens: JsonStringToken[] = [];
  forEachJsonString(source, (token) => tokens.push(token));
  return tokens;
}

/** Gives each token to `visit` as soon as it is read; false where the text turns out to be no JSON. */
export function forEachJsonString(source: string, visit: (token: JsonStringToken) => void): boolean {
  const reader = new JsonStringReader(source);
  const names = new MemberNames();
  let key: string | undefined;
  let nameEnd = 0;
  while (reader.next()) {
    const { start, end } = reader;
    const text = stringAt(source, start, end, reader.escaped);
    if (text === undefined) return false;
    if (reader.nameEnd !== nameEnd) {
      nameEnd = reader.nameEnd;
      key = nameEnd === 0 ? undefined : stringAt(source, reader.nameStart, nameEnd, true);
    }
    const name = key === undefined ? undefined : names.nameOf(key, text, reader.opened);
    visit(new JsonStringToken(source, start, end, text, name));
  }
  return reader.isJson;
}

/** Whether a text begins like a JSON object or array. */
export function beginsContainer(source: string): boolean {
  let at = 0;
  while (source.charCodeAt(at) <= 32) at++;
  const unit = source.charCodeAt(at);
  return unit === 123 || unit === 91;
}

function stringAt(source: string, start: number, end: number, escaped: boolean): string | undefined {
  if (!escaped) return source.slice(start, end);
  try {
    const value: unknown = JSON.parse(source.slice(start - 1, end + 1));
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Where each unit of the string written in `[start, end)` stands; only a finding needs to know. */
function offsetsOf(source: string, start: number, end: number): Int32Array {
  const offsets = new Int32Array(end - start + 1);
  let length = 0;
  for (let i = start; i < end;) {
    offsets[length++] = i;
    if (source.charCodeAt(i) !== 92) i++;
    else i += source.charCodeAt(i + 1) === 117 ? 6 : 2;
  }
  offsets[length] = end;
  return offsets;
}
