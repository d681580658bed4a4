import type { NumberKind } from './kind.ts';
import { isAlphanumeric, isBlank, isDigit, isHyphen, isLetter, isWordUnit } from './units.ts';

const MAX_LENGTH = 48;
const MAX_RUNS = 9;

/** Kinds by the shape of a written number: `d3-d2-d4` leads to all that are written so. */
export class ShapeIndex {
  private readonly kinds = new Map<string, NumberKind[]>();
  /** Shapes that more may follow. */
  private readonly beginnings = new Set<string>();
  /** 1 for the kind and the length of each run that a shape begins with: most words of a text begin none. */
  private readonly firstRuns = new Uint8Array(2 * (MAX_LENGTH + 1));

  constructor(kinds: readonly NumberKind[]) {
    for (const kind of kinds) {
      for (const shape of kind.shapes) {
        for (const separator of shape.includes('~') ? kind.separators : ' ')
          this.add(shape.replaceAll('~', separator), kind);
      }
    }
  }

  /** Calls `visit` with the kinds of each shape that the text has from `start` on, shorter ones first. */
  visit(text: string, start: number, visit: (kinds: readonly NumberKind[], end: number) => void): void {
    const limit = Math.min(text.length, start + MAX_LENGTH);
    if (this.firstRuns[firstRun(text, start)] !== 1) return;
    let shape = '';
    let runs = 0;
    let i = start;
    while (i < limit) {
      const wordStart = i;
      while (i < limit && runs < MAX_RUNS && isAlphanumeric(text.charCodeAt(i))) {
        const from = i;
        if (isDigit(text.charCodeAt(i))) while (i < limit && isDigit(text.charCodeAt(i))) i++;
        else while (i < limit && isLetter(text.charCodeAt(i))) i++;
        shape += (isDigit(text.charCodeAt(from)) ? 'd' : 'a') + String(i - from);
        runs++;
      }
      if (i === wordStart) return;
      if (text.charCodeAt(i) === 41 && shape.includes('(')) {
        i++;
        shape += ')';
      }
      const kinds = this.kinds.get(shape);
      if (kinds && !isAttachedAfter(text, i)) visit(kinds, i);
      const separator = separatorAt(text, i);
      if (separator === '') return;
      shape += separator;
      if (!this.beginnings.has(shape)) return;
      i++;
    }
  }

  private add(shape: string, kind: NumberKind): void {
    const known = this.kinds.get(shape);
    if (known) known.push(kind);
    else this.kinds.set(shape, [kind]);
    const [, type = 'd', length = '0'] = /^([ad])(\d+)/.exec(shape) ?? [];
    this.firstRuns[(type === 'd' ? 0 : MAX_LENGTH + 1) + Number(length)] = 1;
    for (let i = 1; i < shape.length; i++) {
      if (!isAlphanumeric(shape.charCodeAt(i)) && shape[i] !== ')') this.beginnings.add(shape.slice(0, i + 1));
    }
  }
}

/** A number for the run of digits or letters at `start`: of which kind it is and how long. */
function firstRun(text: string, start: number): number {
  const limit = Math.min(text.length, start + MAX_LENGTH);
  const isNumber = isDigit(text.charCodeAt(start));
  let end = start;
  if (isNumber) while (end < limit && isDigit(text.charCodeAt(end))) end++;
  else while (end < limit && isLetter(text.charCodeAt(end))) end++;
  return (isNumber ? 0 : MAX_LENGTH + 1) + end - start;
}

function separatorAt(text: string, at: number): string {
  const unit = text.charCodeAt(at);
  if (isBlank(unit)) return ' ';
  if (isHyphen(unit)) return '-';
  return unit === 46 || unit === 47 || unit === 58 || unit === 43 || unit === 40 ? text.charAt(at) : '';
}

/** True where `start` continues a longer word or number: `SKU-12`, `/v1/12`, `$12`, `-12`. */
export function isAttachedBefore(text: string, start: number): boolean {
  if (start === 0) return false;
  const unit = text.charCodeAt(start - 1);
  if (isWordUnit(unit)) return true;
  const previous = text.charCodeAt(start - 2);
  switch (unit) {
    case 36: // $
    case 64: // @
    case 92: // backslash
    case 126: // ~
    case 94: // ^
    case 43: // +
      return true;
    case 46: // .
      return true;
    case 45: // -
    case 47: // /
      return start > 1 && (isWordUnit(previous) || previous === unit || previous === 41);
    case 58: // :
      return start > 1 && isDigit(previous);
    case 44: // ,
      return start > 1 && isDigit(previous) && isThousands(text, start);
    default:
      return false;
  }
}

/** Three digits and an end after a comma and digits: a number with thousands. */
function isThousands(text: string, start: number): boolean {
  return isDigit(text.charCodeAt(start + 2)) && !isDigit(text.charCodeAt(start + 3));
}

/** True where the word or number goes on behind `end`. */
export function isAttachedAfter(text: string, end: number): boolean {
  if (end >= text.length) return false;
  const unit = text.charCodeAt(end);
  if (isWordUnit(unit)) return true;
  const next = text.charCodeAt(end + 1);
  switch (unit) {
    case 64: // @
    case 37: // %
    case 92: // backslash, unless it escapes a line's end
      return unit !== 92 || !/[nrt",]/.test(text.charAt(end + 1));
    case 46: // .
    case 58: // :
    case 43: // +
      return isDigit(next) || (unit === 46 && isLetter(next) && isLetter(text.charCodeAt(end + 2)) && next > 96);
    case 45: // -
    case 47: // /
      return isWordUnit(next);
    default:
      return false;
  }
}
