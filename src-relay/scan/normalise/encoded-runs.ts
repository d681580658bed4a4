import type { HitBuffer } from '../hit-buffer.ts';
import { LONG_RUN } from '../prefilter.ts';
import { hexValue } from './unescape.ts';
import { looksLikeText } from './text-likeness.ts';

/** Where runs are: see HitBuffer. */
export type LongRuns = Pick<HitBuffer, 'run' | 'runCount'>;

export interface DecodedRun {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const SAMPLE = 128;
/** Wrapped base64 has lines of 60 to 80 characters; a shorter line before a line end is a word, not a wrap. */
const MIN_WRAPPED_LINE = 60;

/** Value of a base64 or base64url character, PADDING for `=`, NONE for any other. */
const VALUE = new Int8Array(128);
const NONE = -1;
const PADDING = -2;
VALUE.fill(NONE);
for (const [value, char] of Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/').entries())
  VALUE[char.charCodeAt(0)] = value;
VALUE[45] = 62;
VALUE[95] = 63;
VALUE[61] = PADDING;

/** The beginning of a run, decoded; nine of ten runs are paths and hashes, which show in their first bytes. */
const sampled = new Uint8Array(SAMPLE);

/**
 * Every run of base64, base64url or hex in `text` that decodes to something that looks like text. `runs` holds the
 * place where each became long (the prefilter notes them on its way). `budget` bounds the decoded characters in all:
 * nesting must not multiply the work.
 */
export function decodeRuns(text: string, budget: number, runs: LongRuns): DecodedRun[] {
  const found: DecodedRun[] = [];
  let left = budget;
  let from = 0;
  // Up to here lines were tried as one wrapped run in vain: each is read alone, and no line is joined twice.
  let joinedInVain = 0;
  for (let i = 0; i < runs.runCount && left > 0; i++) {
    const start = (runs.run[i] ?? 0) - LONG_RUN + 1;
    if (start < from) continue;
    const line = lineEnd(text, start);
    const joined = start < joinedInVain ? line : runEnd(text, start, line);
    let end = joined;
    let decoded = decodeRun(text, start, end, left);
    if (decoded === undefined && line < joined) {
      joinedInVain = joined;
      end = line;
      decoded = decodeRun(text, start, end, left);
    }
    if (decoded !== undefined) {
      left -= decoded.length;
      found.push({ start, end, text: decoded });
    }
    from = end;
  }
  return found;
}

function isBase64Unit(unit: number): boolean {
  return unit < 128 && VALUE[unit] !== NONE;
}

function lineEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isBase64Unit(text.charCodeAt(end))) end++;
  return end;
}

/** The end of a run wrapped into lines; a word on the line below looks like its continuation until it is decoded. */
function runEnd(text: string, start: number, firstLine: number): number {
  let line = start;
  for (let end = firstLine; ;) {
    if (end - line < MIN_WRAPPED_LINE) return end;
    let next = end;
    if (text.charCodeAt(next) === 13) next++;
    if (text.charCodeAt(next) !== 10 || !isBase64Unit(text.charCodeAt(next + 1))) return end;
    line = next + 1;
    end = lineEnd(text, line);
  }
}

function decodeRun(text: string, start: number, end: number, budget: number): string | undefined {
  const sampleEnd = Math.min(end, start + SAMPLE);
  const isHex = isHexUntil(text, start, sampleEnd);
  const shift = isHex ? 0 : bestShift(text, start, sampleEnd);
  if (shift < 0 || (isHex && !isTextAfter(sampleHex(text, start, sampleEnd)))) return undefined;
  const all = text.slice(start + shift, Math.min(end, start + budget * 2));
  // A hex string with a line break stops Buffer's decoder; base64 ignores blanks by itself.
  return Buffer.from(isHex ? all.replaceAll(/\s/g, '') : all, isHex ? 'hex' : 'base64').toString('utf8');
}

/** A word may stand directly before the payload (`data/SGVs...`): after a slash the run starts anew. -1: no text. */
function bestShift(text: string, start: number, end: number): number {
  if (isTextAfter(sampleBase64(text, start, end))) return 0;
  let slash = start;
  while (slash < end && !isWordEnd(text.charCodeAt(slash))) slash++;
  if (end - slash < LONG_RUN || !isTextAfter(sampleBase64(text, slash + 1, end))) return -1;
  return slash + 1 - start;
}

/** `/`, `=`, `_` or `-` */
function isWordEnd(unit: number): boolean {
  return unit === 47 || unit === 61 || unit === 95 || unit === 45;
}

/** Whether the `count` bytes sampled look like text. */
function isTextAfter(count: number): boolean {
  return count > 0 && looksLikeText(sampled.subarray(0, count));
}

/** Decodes into `sampled` and gives the number of bytes, or -1 as soon as one is nothing that text has. */
function sampleBase64(text: string, from: number, to: number): number {
  let count = 0;
  let bits = 0;
  let held = 0;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    const value = unit < 128 ? (VALUE[unit] ?? NONE) : NONE;
    if (value === PADDING) break;
    if (value === NONE) continue;
    bits = ((bits & 0xffff) << 6) | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    const byte = (bits >> held) & 0xff;
    if (isNoText(byte)) return -1;
    sampled[count++] = byte;
  }
  return count;
}

function sampleHex(text: string, from: number, to: number): number {
  let count = 0;
  let high = -1;
  for (let i = from; i < to; i++) {
    const digit = hexValue(text.charCodeAt(i));
    if (digit < 0) break;
    if (high < 0) {
      high = digit;
      continue;
    }
    const byte = high * 16 + digit;
    if (isNoText(byte)) return -1;
    sampled[count++] = byte;
    high = -1;
  }
  return count;
}

/** Control characters, and bytes that UTF-8 never has. */
function isNoText(byte: number): boolean {
  return (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127 || byte === 0xc0 || byte >= 0xf5;
}

function isHexUntil(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (hexValue(unit) < 0 && unit !== 10 && unit !== 13) return false;
  }
  return true;
}
