import type { WindowRule } from '../definition.ts';

const MIN_PART = 10;

/**
 * JSON Web Tokens. Written by hand because a token has no longest length: a pattern with bounded repeats would cut a
 * large one, and an unbounded one would read a long run again from each `eyJ` inside it. Here a candidate starts only
 * where no token character stands before it, so each character is read once.
 */
export const jwtRule: WindowRule = (text, from, to, report) => {
  for (let at = text.indexOf('eyJ', from); at >= 0 && at < to;) {
    const end = at > 0 && isTokenUnit(text.charCodeAt(at - 1)) ? -1 : jwtEnd(text, at);
    if (end > 0) report(at, end);
    at = text.indexOf('eyJ', end > 0 ? end : at + 3);
  }
};

function jwtEnd(text: string, start: number): number {
  const header = partEnd(text, start);
  if (header - start < MIN_PART || text.charCodeAt(header) !== 46) return -1;
  const payload = partEnd(text, header + 1);
  if (
    payload - header - 1 < MIN_PART ||
    text.charCodeAt(payload) !== 46 ||
    !/^e[wy]/.test(text.slice(header + 1, header + 3))
  )
    return -1;
  // An unsecured token ends with its dot; five parts (an encrypted one) belong to the token too.
  let end = partEnd(text, payload + 1);
  for (let more = 0; more < 2 && text.charCodeAt(end) === 46; more++) {
    const next = partEnd(text, end + 1);
    if (next - end - 1 < MIN_PART) break;
    end = next;
  }
  return end;
}

function partEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && isTokenUnit(text.charCodeAt(end))) end++;
  return end;
}

function isTokenUnit(unit: number): boolean {
  if (unit === 45 || unit === 95 || (unit >= 48 && unit <= 57)) return true;
  const lower = unit | 32;
  return unit < 128 && lower >= 97 && lower <= 122;
}
