/** More words than this are no quicker to look for than the pattern itself. */
const MAX_WORDS = 120;
/** Strings that one part of a pattern may be spelt out to. */
const MAX_SPELT = 24;
/** Longer words are no rarer. */
const ENOUGH = 5;

/** What is known of one part of a pattern. */
interface Part {
  /** All that it matches, in lower case; undefined where that is too much. */
  readonly spelt: readonly string[] | undefined;
  /** One of these stands in all that it matches; undefined where nothing is known. */
  readonly words: readonly string[] | undefined;
}

const OPENING = /\?(?:[:=!]|<[=!]|<\w+>)|/y;
const QUANTIFIER = /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y;

const NOTHING: readonly string[] = [''];
const EMPTY: Part = { spelt: NOTHING, words: undefined };
const UNKNOWN: Part = { spelt: undefined, words: undefined };

/**
 * Words, in lower case, of which one at least stands in every text that `pattern` matches, whatever the case: where none
 * does, the pattern need not be tried (so RE2 filters its patterns). Undefined where no such words follow from the pattern, and
 * for patterns with the flag `u` or `v`. Time linear in the source.
 */
export function requiredWords(pattern: RegExp): readonly string[] | undefined {
  if (pattern.unicode || pattern.unicodeSets) return undefined;
  const reader = new PatternReader(pattern.source);
  return wordsOf(reader.alternatives());
}

class PatternReader {
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  /** Up to the closing bracket or the end. */
  alternatives(): Part {
    const branches = [this.sequence()];
    while (this.source[this.at] === '|') {
      this.at++;
      branches.push(this.sequence());
    }
    return branches.length === 1 ? (branches[0] ?? EMPTY) : eitherOf(branches);
  }

  private sequence(): Part {
    const { source } = this;
    const parts: Part[] = [];
    while (this.at < source.length && source[this.at] !== '|' && source[this.at] !== ')')
      parts.push(this.repeated(this.atom()));
    return chainOf(parts);
  }

  private atom(): Part {
    const { source } = this;
    const char = source.charAt(this.at++);
    switch (char) {
      case '^':
      case '$':
        return EMPTY;
      case '.':
        return UNKNOWN;
      case '[':
        return this.characterClass();
      case '(':
        return this.group();
      case '\\':
        return this.escape();
      default:
        return literal(char + this.plainRun());
    }
  }

  /** The plain characters up to the next that is none, or that has a quantifier behind it. */
  private plainRun(): string {
    const { source, at } = this;
    let end = at;
    while (isPlain(source.charCodeAt(end))) end++;
    if (end > at && isQuantifier(source.charCodeAt(end))) end--;
    this.at = end;
    return isQuantifier(source.charCodeAt(at)) ? '' : source.slice(at, end);
  }

  private group(): Part {
    OPENING.lastIndex = this.at;
    const sign = OPENING.exec(this.source)?.[0] ?? '';
    this.at += sign.length;
    const inner = this.alternatives();
    this.at++;
    // What is looked at ahead or behind takes no room of its own, and need not be there where it is denied.
    return /[=!]$/.test(sign) ? EMPTY : inner;
  }

  private escape(): Part {
    const { source } = this;
    const char = source.charAt(this.at++);
    if (char === 'b' || char === 'B') return EMPTY;
    if (char === 'x') return this.code(2);
    if (char === 'u') return this.code(4);
    if (char === 'c') this.at++;
    if (char === 'k') this.at = source.indexOf('>', this.at) + 1;
    while (/\d/.test(char) && /\d/.test(source.charAt(this.at))) this.at++;
    return /\w/.test(char) ? UNKNOWN : literal(char);
  }

  private code(length: number): Part {
    const code = Number.parseInt(this.source.slice(this.at, this.at + length), 16);
    this.at += length;
    return literal(String.fromCharCode(code));
  }

  private characterClass(): Part {
    const { source } = this;
    const start = this.at;
    while (source[this.at] !== ']') this.at += source[this.at] === '\\' ? 2 : 1;
    const chars = source.slice(start, this.at++);
    // Only a few plain characters are worth spelling out.
    if (chars.length > 4 || /[\\^-]/.test(chars)) return UNKNOWN;
    return eitherOf(Array.from(chars, literal));
  }

  private repeated(part: Part): Part {
    if (!isQuantifier(this.source.charCodeAt(this.at))) return part;
    QUANTIFIER.lastIndex = this.at;
    const sign = QUANTIFIER.exec(this.source)?.[0] ?? '';
    this.at += sign.length;
    if (sign.startsWith('?')) return part.spelt ? { spelt: distinct(['', ...part.spelt]), words: undefined } : UNKNOWN;
    return /^(?:\*|\{0)/.test(sign) ? UNKNOWN : { spelt: undefined, words: wordsOf(part) };
  }
}

function literal(text: string): Part {
  const unit = text.charCodeAt(0);
  return unit >= 32 && unit < 127 ? { spelt: [text.toLowerCase()], words: undefined } : UNKNOWN;
}

/** A letter, a digit, or a sign that means nothing but itself. */
function isPlain(unit: number): boolean {
  const isLetter = (unit | 32) >= 97 && (unit | 32) <= 122 && unit < 127;
  return isLetter || (unit >= 48 && unit <= 62) || unit === 32 || unit === 95 || unit === 45 || unit === 47;
}

/** `*`, `+`, `?` and an opening brace, which means a quantifier wherever a pattern is well written. */
const isQuantifier = (unit: number): boolean => unit === 42 || unit === 43 || unit === 63 || unit === 123;

function chainOf(parts: readonly Part[]): Part {
  let spelt = NOTHING;
  let words: readonly string[] | undefined;
  let isSpelt = true;
  for (const part of parts) {
    const { spelt: next } = part;
    if (next && next.length * spelt.length <= MAX_SPELT) {
      if (next !== NOTHING) spelt = distinct(spelt.flatMap((before) => next.map((after) => before + after)));
      continue;
    }
    words = better(better(words, spelt), wordsOf(part));
    isSpelt = false;
    spelt = NOTHING;
  }
  return isSpelt ? { spelt, words: undefined } : { spelt: undefined, words: better(words, spelt) };
}

function eitherOf(branches: readonly Part[]): Part {
  const spelt = distinct(branches.flatMap((branch) => branch.spelt ?? []));
  if (branches.every((branch) => branch.spelt) && spelt.length <= MAX_SPELT) return { spelt, words: undefined };
  const words = branches.map((branch) => wordsOf(branch));
  const all = distinct(words.flatMap((list) => list ?? []));
  return { spelt: undefined, words: words.every(Boolean) && all.length <= MAX_WORDS ? all : undefined };
}

function wordsOf({ spelt, words }: Part): readonly string[] | undefined {
  return spelt ? better(words, spelt) : words;
}

/** Of two lists the one that fewer texts hold something of. */
function better(
  first: readonly string[] | undefined,
  second: readonly string[] | undefined,
): readonly string[] | undefined {
  return rarity(second) > rarity(first) ? second : first;
}

/** 0 for a list that says nothing. */
function rarity(words: readonly string[] | undefined): number {
  if (!words || words.length === 0) return 0;
  const shortest = Math.min(...words.map((word) => (/^[a-z0-9 ]$/.test(word) ? 0 : word.length)));
  return shortest === 0 ? 0 : Math.min(shortest, ENOUGH) + 1 / (words.length + 1);
}

const distinct = (words: readonly string[]): readonly string[] => [...new Set(words)];
