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
  for (let i = 0; i < text.length && left > 0; i++) {
    if (!isBase64Unit(text.charCodeAt(i))) continue;
    let end = runEnd(text, i);
    if (end - i >= MIN_RUN) {
      let decoded = decodeRun(text, i, end, left);
      const lineEnd = decoded === undefined ? firstLineEnd(text, i, end) : end;
      if (lineEnd < end) {
        end = lineEnd;
        decoded = decodeRun(text, i, end, left);
      }
      if (decoded !== undefined) {
        left -= decoded.length;
        found.push({ start: i, end, text: decoded });
      }
    }
    i = end;
  }
  return found;
}

function isBase64Unit(unit: number): boolean {
  return unit < 128 && BASE64[unit] === 1;
}

function runEnd(text: string, start: number): number {
  let end = start;
  let line = start;
  for (;;) {
    while (end < text.length && isBase64Unit(text.charCodeAt(end))) end++;
    if (end - line < MIN_WRAPPED_LINE) return end;
    let next = end;
    if (text.charCodeAt(next) === 13) next++;
    if (text.charCodeAt(next) !== 10 || !isBase64Unit(text.charCodeAt(next + 1))) return end;
    end = line = next + 1;
  }
}

/** A word on the line below a full line of base64 looks like its continuation until it is decoded. */
function firstLineEnd(text: string, start: number, end: number): number {
  for (let i = start; i < end; i++) if (!isBase64Unit(text.charCodeAt(i))) return i;
  return end;
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
