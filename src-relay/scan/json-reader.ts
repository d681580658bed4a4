/** What may come next between the strings of a JSON text. */
const VALUE = 0;
const VALUE_OR_END = 1;
const KEY = 2;
const KEY_OR_END = 3;
const COLON = 4;
const COMMA_OR_END = 5;

const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const NOWHERE = Number.MAX_SAFE_INTEGER;

/**
 * Reads the strings of a JSON text one by one, flat, whatever the depth, and without building anything. What
 * stands between the strings must be JSON to the last character: `isJson` says at the end whether it was. (Inside of
 * strings raw control characters pass: whoever reads the strings sees them.)
 */
export class JsonStringReader {
  readonly source: string;
  /** Range of the string between its quotes, as written. */
  start = 0;
  end = 0;
  /** Whether it is written with escapes. */
  escaped = false;
  isKey = false;
  /** The key it stands under, as a range; empty with `nameEnd` 0 where it stands under none. */
  nameStart = 0;
  nameEnd = 0;
  /** How many objects and arrays have been opened so far. */
  opened = 0;
  /** Known only after `next` gave false. */
  isJson = false;

  private at = 0;
  private state = VALUE;
  private backslash = -1;
  private keyStart = 0;
  private keyEnd = 0;
  /** For each open container: 1 for an object, and the name it stands under. */
  private readonly outer: number[] = [];

  constructor(source: string) {
    this.source = source;
  }

  /** Goes to the next string; false at the end, or where the text is no JSON. */
  next(): boolean {
    const { source } = this;
    for (; this.at < source.length; this.at++) {
      const unit = source.charCodeAt(this.at);
      if (unit === 32 || unit === 10 || unit === 13 || unit === 9) continue;
      if (this.isComplete()) return false;
      if (unit === 34) return this.string();
      if (!this.structure(unit)) return false;
    }
    this.isJson = this.isComplete();
    return false;
  }

  private string(): boolean {
    const { state } = this;
    if (state === COLON || state === COMMA_OR_END) return false;
    if (!this.readString()) return false;
    this.isKey = state === KEY || state === KEY_OR_END;
    this.nameStart = this.isKey ? 0 : this.keyStart;
    this.nameEnd = this.isKey ? 0 : this.keyEnd;
    if (this.isKey) {
      this.keyStart = this.start;
      this.keyEnd = this.end;
    }
    this.state = this.isKey ? COLON : COMMA_OR_END;
    return true;
  }

  /** The native search for the next quote beats a loop; a quote found is kept while escapes before it are skipped. */
  private readString(): boolean {
    const { source } = this;
    const start = this.at + 1;
    let from = start;
    let end = source.indexOf('"', from);
    this.escaped = false;
    for (;;) {
      if (end < 0) return false;
      if (this.backslash < from) {
        const found = source.indexOf('\\', from);
        this.backslash = found < 0 ? NOWHERE : found;
      }
      if (this.backslash > end) break;
      this.escaped = true;
      from = this.backslash + 2;
      if (end < from) end = source.indexOf('"', from);
    }
    this.start = start;
    this.end = end;
    this.at = end + 1;
    return true;
  }

  private structure(unit: number): boolean {
    switch (unit) {
      case 123: // {
      case 91: // [
        return this.open(unit === 123);
      case 125: // }
      case 93: // ]
        return this.close(unit === 125);
      case 44: // ,
        if (this.state !== COMMA_OR_END) return false;
        this.state = this.isInObject() ? KEY : VALUE;
        return true;
      case 58: // :
        if (this.state !== COLON) return false;
        this.state = VALUE;
        return true;
      default:
        return this.literal();
    }
  }

  private open(isObject: boolean): boolean {
    if (this.state !== VALUE && this.state !== VALUE_OR_END) return false;
    this.opened++;
    this.outer.push(isObject ? 1 : 0, this.keyStart, this.keyEnd);
    this.state = isObject ? KEY_OR_END : VALUE_OR_END;
    return true;
  }

  private close(isObject: boolean): boolean {
    if (isObject !== this.isInObject()) return false;
    if (this.state !== COMMA_OR_END && this.state !== (isObject ? KEY_OR_END : VALUE_OR_END)) return false;
    this.keyEnd = this.outer.pop() ?? 0;
    this.keyStart = this.outer.pop() ?? 0;
    this.outer.pop();
    this.state = COMMA_OR_END;
    return true;
  }

  private isInObject(): boolean {
    return this.outer[this.outer.length - 3] === 1;
  }

  private literal(): boolean {
    if (this.state !== VALUE && this.state !== VALUE_OR_END) return false;
    LITERAL.lastIndex = this.at;
    if (!LITERAL.test(this.source)) return false;
    this.at = LITERAL.lastIndex - 1;
    this.state = COMMA_OR_END;
    return true;
  }

  private isComplete(): boolean {
    return this.state === COMMA_OR_END && this.outer.length === 0;
  }
}
