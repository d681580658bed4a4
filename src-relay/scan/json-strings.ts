/** One string token of a JSON text. */
export interface JsonStringToken {
  /** Range of what stands between the quotes, as written. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where each unit of `text` is written; `undefined` where the token has no escapes (then it is `start + i`). */
  readonly offsets: Int32Array | undefined;
}

/** All string tokens, keys included, of a text that JSON.parse accepts. Flat, so nesting depth does not matter. */
export function jsonStrings(source: string): JsonStringToken[] {
  const tokens: JsonStringToken[] = [];
  for (let at = source.indexOf('"'); at >= 0; at = source.indexOf('"', at + 1)) {
    const start = at + 1;
    let end = start;
    let escapes = 0;
    while (end < source.length && source.charCodeAt(end) !== 34) {
      if (source.charCodeAt(end) === 92) {
        escapes++;
        end++;
      }
      end++;
    }
    tokens.push(
      escapes === 0 ? { start, end, text: source.slice(start, end), offsets: undefined } : decode(source, start, end),
    );
    at = end;
  }
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function decode(source: string, start: number, end: number): JsonStringToken {
  const offsets = new Int32Array(end - start + 1);
  let text = '';
  let length = 0;
  for (let i = start; i < end;) {
    offsets[length++] = i;
    const char = source[i] ?? '';
    if (char !== '\\') {
      text += char;
      i++;
      continue;
    }
    const escape = source[i + 1] ?? '';
    if (escape === 'u') {
      text += String.fromCharCode(Number.parseInt(source.slice(i + 2, i + 6), 16));
      i += 6;
    } else {
      text += ESCAPES[escape] ?? escape;
      i += 2;
    }
  }
  offsets[length] = end;
  return { start, end, text, offsets };
}

/** Place in the source of unit `at` of a token's text (its length gives the place behind the last one). */
export function sourceOffset(token: JsonStringToken, at: number): number {
  return token.offsets ? (token.offsets[at] ?? token.end) : token.start + at;
}
