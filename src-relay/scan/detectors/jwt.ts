import type { WindowRule } from '../definition.ts';

const MIN_PART = 10;
const LONGEST_UNSIGNED = 4000;

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
  if (payload - header - 1 < MIN_PART || !/^e[wy]/.test(text.slice(header + 1, header + 3))) return -1;
  // Without a third part only what can be read is a token.
  if (text.charCodeAt(payload) !== 46) return isReadable(text, start, header, payload) ? payload : -1;
  // An unsecured token ends with its dot; five parts (an encrypted one) belong to the token too.
  let end = partEnd(text, payload + 1);
  for (let more = 0; more < 2 && text.charCodeAt(end) === 46; more++) {
    const next = partEnd(text, end + 1);
    if (next - end - 1 < MIN_PART) break;
    end = next;
  }
  return end;
}

function isReadable(text: string, start: number, header: number, payload: number): boolean {
  if (payload - start > LONGEST_UNSIGNED) return false;
  return isObject(text.slice(start, header)) && isObject(text.slice(header + 1, payload));
}

function isObject(part: string): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
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
