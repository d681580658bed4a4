import { isAttachedAfter } from './shape.ts';
import { isBlank, isDigit, isHyphen } from './units.ts';

/** Digits of the longest number (ITU-T E.164: 15) with a prefix for dialling abroad. */
const MAX_DIGITS = 17;
const MAX_LENGTH = 32;
const EXTENSION = /(?:\s?(?:x|ext\.?|extension|poste|extn\.?)\s?\.?:?\s?\d{1,6}|\s?#\s?\d{2,5})(?![\dA-Za-z])/iy;

const PLACE = /[-/ ](?:office|work|home|fax|mobile|cell|desk|main|direct|tel)\b/iy;

/** A run of digits as phone numbers are written. */
export interface PhoneCandidate {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** Lengths of the groups with what stands between them, e.g. `(3) 3-4`. */
  readonly shape: string;
  readonly hasExtension: boolean;
}

/**
 * What may be a phone number around the digit at `at`: an opening bracket or plus before it, up to eight groups with
 * short separators, an extension. Gives undefined where there are not 6 to 17 digits.
 */
export function readPhone(text: string, at: number, bound: number): PhoneCandidate | undefined {
  const start = phoneStart(text, at, bound);
  const limit = Math.min(text.length, start + MAX_LENGTH);
  let digits = '';
  let shape = '';
  let end = start;
  let shapeEnd = 0;
  let digitsEnd = 0;
  let run = 0;
  for (let i = start; i < limit; i++) {
    const unit = text.charCodeAt(i);
    if (isDigit(unit)) {
      run++;
      digits += text.charAt(i);
      if (isDigit(text.charCodeAt(i + 1)) && i + 1 < limit) continue;
      shape += String(run);
      run = 0;
      if (digits.length > MAX_DIGITS) break;
      const closes = text.charCodeAt(i + 1) === 41 && shape.includes('(');
      if (!isAttachedAfter(text, i + 1) || isExtension(text, i + 1) || closes || isPlace(text, i + 1)) {
        end = i + 1;
        shapeEnd = shape.length;
        digitsEnd = digits.length;
      }
      continue;
    }
    const separator = isBlank(unit)
      ? ' '
      : isHyphen(unit)
        ? '-'
        : unit === 46 || unit === 47 || unit === 40 || unit === 41 || unit === 43
          ? text.charAt(i)
          : '';
    if (separator === '' || (separator === '+' && shape.replace('(', '') !== '') || isThirdInRow(shape, separator))
      break;
    shape += separator;
  }
  digits = digits.slice(0, digitsEnd);
  if (digits.length < 6) return undefined;
  // A bracket that only closes is the text's.
  const opened = shape.slice(0, shapeEnd);
  let from = start;
  if (opened.startsWith('(') && !opened.includes(')')) from++;
  EXTENSION.lastIndex = end;
  const hasExtension = EXTENSION.test(text);
  return {
    start: from,
    end: hasExtension ? EXTENSION.lastIndex : end,
    digits,
    shape: from > start ? opened.slice(1) : opened,
    hasExtension,
  };
}

/** True where `separator` is the third in a row of blanks, dots, slashes and hyphens; a blank only behind two signs. */
function isThirdInRow(shape: string, separator: string): boolean {
  const signs = '-./';
  const last = shape.at(-1) ?? '';
  const before = shape.at(-2) ?? '';
  if (last === '' || before === '') return false;
  if (separator === ' ') return signs.includes(last) && signs.includes(before);
  return signs.includes(separator) && ` ${signs}`.includes(last) && ` ${signs}`.includes(before);
}

function phoneStart(text: string, at: number, bound: number): number {
  let start = at;
  if (start > bound && text.charCodeAt(start - 1) === 40) start--;
  if (start > bound && text.charCodeAt(start - 1) === 43) start--;
  if (start > bound && text.charCodeAt(start - 1) === 40) start--;
  return start;
}

/** True for `-Office`, as contact sheets have it. */
function isPlace(text: string, at: number): boolean {
  PLACE.lastIndex = at;
  return PLACE.test(text);
}

function isExtension(text: string, at: number): boolean {
  EXTENSION.lastIndex = at;
  return EXTENSION.test(text);
}

/** Country calling codes (ITU-T E.164) of two and three digits; those of one digit are 1 and 7. */
const CALLING_CODES = new Set(
  (
    '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ' +
    '211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 248 ' +
    '249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 297 298 299 350 351 352 353 354 355 356 357 ' +
    '358 359 370 371 372 373 374 375 376 377 378 379 380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 ' +
    '590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 800 850 ' +
    '852 853 855 856 880 886 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998'
  ).split(' '),
);

/** North American: three, three and four digits with signs between them, perhaps behind a 1 or 001. */
const NORTH_AMERICAN = /^(?:\(3\) ?-?3[-. ]4|3-3-4|3\.3\.4|3 3 4|\(3\)3[-. ]?4|3[ /]3-4)$/;
/** An area in brackets, perhaps behind the trunk prefix, before a long rest. */
const BRACKETED = /^(?:1 ?)?\([2-5]\)[ -]?(?:\d[ -]?){1,4}$/;
/** Groups behind a trunk prefix 0: two to five digits first, none of one digit later, one kind of separator. */
const GROUPED =
  /^[2-6]([ -])[2-9](?:\1[2-9]){0,4}$|^[2-5][/-][2-9](?: [2-9]){0,3}$|^2(?:\.2){4}$|^1([ -])[2-9](?:\2[2-9]){1,4}$/;

/**
 * True where a candidate is a phone number by its form alone: international with a known calling code, North American in
 * its usual writing, or in groups behind a trunk prefix.
 */
export function isPlainlyPhone({ digits, shape, hasExtension }: PhoneCandidate): boolean {
  // Coordinates of ISO 6709 look alike: `+4024-00341`.
  if (shape.includes('+')) return isInternational(digits) && !/^\+[4-6]-[5-7]$/.test(shape);
  // Code points of Unicode; a ZIP code of New England.
  if (/^4(?: 4)+$|^5-4$/.test(shape)) return false;
  if (hasExtension && digits.length >= 9 && digits.length <= 14 && /[^\d]/.test(shape)) return true;
  if (isNorthAmerican(digits, shape)) return true;
  if (digits.startsWith('00'))
    return digits.length >= 11 && /^\(?[2-9]\D/.test(shape) && !shape.includes('/') && isInternational(digits.slice(2));
  // Russia and its neighbours; Spain's and Switzerland's mobile numbers.
  if (/^8\d{10}$/.test(digits) && /^1[ -]?(?:\(3\) ?|3[ -])3-2-2$/.test(shape)) return true;
  if (shape === '3 2 2 2' && /^[67]/.test(digits)) return true;
  // Brazil and its neighbours: the area in brackets, then a hyphen before the last four.
  if (/^\(\d\) ?[45]-4$/.test(shape) && digits.length >= 10) return true;
  if (!digits.startsWith('0') || digits.length < 9 || digits.length > 12) return false;
  if (/^\d[/-]\d \d/.test(shape) && digits.length < 10) return false;
  return BRACKETED.test(shape) || GROUPED.test(shape);
}

function isNorthAmerican(digits: string, shape: string): boolean {
  const prefix = digits.length === 11 ? '1' : digits.length === 13 ? '001' : '';
  if (digits.length - prefix.length !== 10 || !digits.startsWith(prefix)) return false;
  const national = digits.slice(prefix.length);
  const written = prefix === '' ? shape : shape.replace(/^\d[ .-]?/, '');
  if (!NORTH_AMERICAN.test(written)) return false;
  // Columns of a table are divided by blanks too: then the area and the exchange must be possible.
  return written === '3 3 4'
    ? /^[2-9](?!\d?11)\d\d[2-9](?!11)/.test(national)
    : written.startsWith('(') || /^[1-9]/.test(national);
}

function isInternational(digits: string): boolean {
  if (digits.length < 8 || digits.length > 16 || digits.startsWith('0') || /^(\d)\1+$/.test(digits)) return false;
  if (digits.startsWith('1')) return digits.length === 11 || digits.length === 10;
  if (digits.startsWith('7')) return digits.length === 11;
  const short = digits.slice(0, 2);
  if (CALLING_CODES.has(short)) return digits.length >= 9;
  return (
    CALLING_CODES.has(digits.slice(0, 3)) && digits.length >= (digits.startsWith('2') || digits.startsWith('9') ? 9 : 8)
  );
}

/** True where the text calls the candidate a phone number and nothing speaks against it. */
export function mayBePhone(candidate: PhoneCandidate): boolean {
  const { digits, shape } = candidate;
  if (digits.length < 6 || digits.length > 15 || /^(\d)\1+$/.test(digits)) return false;
  // A counter: no plan of numbers begins with three zeros.
  if (digits.startsWith('000')) return false;
  // A date, or a decimal number.
  if (/^(?:4[-/.]2[-/.]2|2[-/.]2[-/.]4|\d+\.\d+)$/.test(shape) && digits.length <= 8) return false;
  return digits.length >= 7 || /[^\d]/.test(shape);
}
