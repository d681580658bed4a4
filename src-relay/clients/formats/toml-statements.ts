/** A piece of a TOML document that stands for itself: a header, a key with its value, a comment or an empty line. */
export interface TomlStatement {
  readonly kind: 'header' | 'pair' | 'blank';
  readonly start: number;
  /** Behind the line break that ends it. */
  readonly end: number;
}

/**
 * Cuts a TOML document that parses into its statements (TOML 1.0, "Table", "Array", "String"): line breaks within strings,
 * arrays and inline tables end nothing.
 */
export function tomlStatements(text: string): readonly TomlStatement[] {
  const statements: TomlStatement[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const start = at;
    while (text[at] === ' ' || text[at] === '\t') at += 1;
    const char = text[at];
    const isBlank = char === undefined || char === '#' || char === '\n' || char === '\r';
    const end = endOfStatement(text, at, char === '[');
    statements.push({ kind: isBlank ? 'blank' : char === '[' ? 'header' : 'pair', start, end });
    at = end;
  }
  return statements;
}

function endOfStatement(text: string, from: number, isHeader: boolean): number {
  let at = from;
  let depth = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === '\n' && (depth === 0 || isHeader)) return at + 1;
    if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
      continue;
    }
    if (char === '"' || char === "'") {
      at = endOfString(text, at, char);
      continue;
    }
    if (char === '[' || char === '{') depth += 1;
    if (char === ']' || char === '}') depth -= 1;
    at += 1;
  }
  return at;
}

function endOfString(text: string, from: number, quote: '"' | "'"): number {
  const isLong = text.startsWith(quote.repeat(3), from);
  const close = isLong ? quote.repeat(3) : quote;
  let at = from + close.length;
  while (at < text.length) {
    if (quote === '"' && text[at] === '\\') {
      at += 2;
      continue;
    }
    if (text.startsWith(close, at)) {
      at += close.length;
      // Up to two quotes may stand right before the three that end a long string.
      const rest = isLong ? text.slice(at, at + 2) : '';
      return at + (rest === quote + quote ? 2 : rest.startsWith(quote) ? 1 : 0);
    }
    at += 1;
  }
  return at;
}
