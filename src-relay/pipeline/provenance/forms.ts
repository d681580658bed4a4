import { looksLikeText } from '../../scan/normalise/text-likeness.ts';
import { unescapeView } from '../../scan/normalise/unescape.ts';
import { identityView, wholeView, type View } from '../../scan/normalise/view.ts';

/** Encodings inside encodings that are read. */
const DEPTH = 2;
/** Runs of base64 that are read: what is sought has eight letters or digits. */
const MIN_RUN = 11;
/** Longer runs are decoded only where they read like text: of a picture nothing is sought. */
const LONG_RUN = 2048;
const SAMPLES = 8;
const SAMPLE = 128;
/** Base64 or hex, over lines where they are as long as encoders make them. */
const RUN = /[A-Za-z0-9+/_-]{11,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*/gu;
const ENCODED = /[A-Za-z0-9+/_-]{11}/u;
const HEX = /^[0-9A-Fa-f\s]+$/u;
const ESCAPES = /[\\%&]/u;
/** Units that decoding one text may give in all, beside four times its length. */
const MIN_BUDGET = 64 * 1024;

/**
 * A text as it is, and as it reads with its escapes (JSON, URL, HTML), base64 at every alignment, and hex taken away. Each
 * view leads back to the text.
 */
export function formsOf(text: string): Iterable<View> {
  // Most texts have but one form, and no encoding at all.
  return ESCAPES.test(text) || ENCODED.test(text) ? allForms(text) : [identityView(text)];
}

function* allForms(text: string): Generator<View> {
  let budget = MIN_BUDGET + text.length * 4;
  const waiting: { view: View; depth: number }[] = [{ view: identityView(text), depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { view, depth } = next;
    yield view;
    if (depth >= DEPTH || budget <= 0) continue;
    if (ESCAPES.test(view.text)) {
      const unescaped = unescapeView(view);
      if (unescaped) waiting.push({ view: unescaped.view, depth: depth + 1 });
    }
    for (const { start, end, text: decoded } of decodedRuns(view.text)) {
      budget -= decoded.length;
      if (budget <= 0) break;
      waiting.push({ view: wholeView(view, decoded, start, end), depth: depth + 1 });
    }
  }
}

function* decodedRuns(text: string): Generator<{ start: number; end: number; text: string }> {
  if (text.length < MIN_RUN) return;
  for (const match of text.matchAll(RUN)) {
    const run = match[0].replaceAll(/\s/gu, '');
    const range = { start: match.index, end: match.index + match[0].length };
    if (HEX.test(run)) {
      // Of an odd number of digits the first, or the last, is not of a pair.
      for (const shift of [0, 1]) yield { ...range, text: Buffer.from(run.slice(shift), 'hex').toString('utf8') };
    }
    for (let shift = 0; shift < 4; shift++) {
      if (run.length > LONG_RUN && !readsLikeText(run, shift)) continue;
      yield { ...range, text: Buffer.from(run.slice(shift), 'base64').toString('utf8') };
    }
  }
}

/** Whether a part of a long run, at one alignment, decodes to text. */
function readsLikeText(run: string, shift: number): boolean {
  const step = Math.max(4, Math.floor(run.length / SAMPLES / 4) * 4);
  for (let at = shift; at < run.length; at += step) {
    if (looksLikeText(Buffer.from(run.slice(at, at + SAMPLE), 'base64'))) return true;
  }
  return false;
}
