import { LONG_RUN } from './prefilter.ts';

/** A stretch of a long text that is scanned by itself, in UTF-16 units. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** Findings that begin here are this piece's: each place belongs to exactly one. */
  readonly ownFrom: number;
  readonly ownTo: number;
}

/** Own length of a piece, about. */
export const PIECE_LENGTH = 128 * 1024;
/** What a piece sees beyond its own on each side: more than any rule looks at around a place. */
export const OVERLAP = 16 * 1024;

/**
 * Cuts a text into pieces of about one length. No cut goes through a surrogate pair or through a run of base64 or hex
 * characters, which can only be read as a whole: where there is no other place, a piece is longer. What a rule counts over
 * a whole text (letters in disguise) is counted in each piece.
 */
export function piecesOf(text: string, length: number = PIECE_LENGTH, overlap: number = OVERLAP): readonly Piece[] {
  const count = Math.max(1, Math.round(text.length / length));
  const cuts = [0];
  for (let i = 1; i < count; i++) {
    const at = nextCut(text, Math.floor((i * text.length) / count));
    if (at > (cuts.at(-1) ?? 0) && at < text.length) cuts.push(at);
  }
  return cuts.map((ownFrom, i) => {
    const ownTo = cuts[i + 1] ?? text.length;
    const before = nextCut(text, Math.max(0, ownFrom - 2 * overlap));
    const enough = Math.max(0, ownFrom - overlap);
    // In the middle of a long run there is no cut before its end: then a piece before is seen whole.
    const from = before <= enough ? before : (cuts.slice(0, i).findLast((cut) => cut <= enough) ?? 0);
    const to = ownTo === text.length ? ownTo : nextCut(text, ownTo + overlap);
    return { from, to, ownFrom, ownTo };
  });
}

/** The first place from `at` on where the text may be cut. */
function nextCut(text: string, at: number): number {
  if (at <= 0) return 0;
  for (let i = at; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (isRunUnit(unit)) continue;
    if ((unit & 0xfc00) !== 0xd800 && !isLongRun(text, i, -1) && !isLongRun(text, i, 1)) return i + 1;
  }
  return text.length;
}

function isLongRun(text: string, at: number, step: 1 | -1): boolean {
  for (let i = 1; i <= LONG_RUN; i++) if (!isRunUnit(text.charCodeAt(at + i * step))) return false;
  return true;
}

/** Letters, digits and `+ / _ - =`. */
function isRunUnit(unit: number): boolean {
  if (unit < 128) {
    const lower = unit | 32;
    if (lower >= 97 && lower <= 122) return true;
    return (unit >= 47 && unit <= 57) || unit === 43 || unit === 45 || unit === 95 || unit === 61;
  }
  return false;
}
