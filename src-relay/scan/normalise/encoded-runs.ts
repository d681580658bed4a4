import { hexValue } from './unescape.ts';
import { looksLikeText } from './text-likeness.ts';

export interface DecodedRun {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const MIN_RUN = 24;
const SAMPLE = 128;
/** Wrapped base64 has lines of 60 to 80 characters; a shorter line before a line end is a word, not a wrap. */
const MIN_WRAPPED_LINE = 60;

const BASE64 = new Uint8Array(128);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-=')
  BASE64[char.charCodeAt(0)] = 1;

/**
 * Every run of base64, base64url or hex in `text` that decodes to something that looks like text. `budget` bounds the
 * decoded characters in all: nesting must not multiply the work.
 */
export function decodeRuns(text: string, budget: number): DecodedRun[] {
  const found: DecodedRun[] = [];
  let left = budget;
  // Up to here lines were tried as one wrapped run in vain: each is read alone, and no line is joined twice.
  let joinedInVain = 0;
  for (let i = 0; i < text.length && left > 0; i++) {
    if (!isBase64Unit(text.charCodeAt(i))) continue;
    const line = lineEnd(text, i);
    const joined = i < joinedInVain ? line : runEnd(text, i, line);
    let end = joined;
    let decoded = end - i >= MIN_RUN ? decodeRun(text, i, end, left) : undefined;
    if (decoded === undefined && line < joined) {
      joinedInVain = joined;
      end = line;
      decoded = decodeRun(text, i, end, left);
    }
    if (decoded !== undefined) {
      left -= decoded.length;
      found.push({ start: i, end, text: decoded });
    }
    i = end;
  }
  return found;
}

function isBase64Unit(unit: number): boolean {
  return unit < 128 && BASE64[unit] === 1;
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
  const sample = text.slice(start, Math.min(end, start + SAMPLE));
  const hex = isHex(sample);
  const shift = hex ? 0 : bestShift(sample);
  if (shift < 0) return undefined;
  const bytes = hex ? Buffer.from(sample, 'hex') : Buffer.from(sample.slice(shift), 'base64');
  if (!looksLikeText(bytes)) return undefined;
  const all = text.slice(start + shift, Math.min(end, start + budget * 2));
  // A hex string with a line break stops Buffer's decoder; base64 ignores blanks by itself.
  return Buffer.from(hex ? all.replaceAll(/\s/g, '') : all, hex ? 'hex' : 'base64').toString('utf8');
}

/** A word may stand directly before the payload (`data/SGVs...`): after a slash the run starts anew. */
function bestShift(sample: string): number {
  if (looksLikeText(Buffer.from(sample, 'base64'))) return 0;
  const slash = sample.search(/[/=_-]/);
  if (slash < 0 || sample.length - slash < MIN_RUN) return -1;
  return looksLikeText(Buffer.from(sample.slice(slash + 1), 'base64')) ? slash + 1 : -1;
}

function isHex(sample: string): boolean {
  for (let i = 0; i < sample.length; i++) {
    const unit = sample.charCodeAt(i);
    if (hexValue(unit) < 0 && unit !== 10 && unit !== 13) return false;
  }
  return true;
}
