import type { DetectorDefinition, DetectorFamily, FamilyRule, ReportFinding } from '../../definition.ts';
import { matchAddress } from './addresses.ts';
import { isNumericDate, writtenDateStart } from './birth-date.ts';
import { LabelReader } from './context.ts';
import { distanceOf } from './labels.ts';
import { isWallet, looksLikeWallet } from './crypto.ts';
import * as own from './definitions.ts';
import { findEmails } from './email.ts';
import { everydayEnd, timeEnd } from './everyday.ts';
import { readIban } from './iban.ts';
import { ASIAN_KINDS } from './kinds-asia.ts';
import { EASTERN_EUROPEAN_KINDS } from './kinds-eastern-europe.ts';
import { ENGLISH_KINDS } from './kinds-english.ts';
import { LATIN_AMERICAN_KINDS } from './kinds-latin-america.ts';
import { NORTHERN_EUROPEAN_KINDS } from './kinds-northern-europe.ts';
import { US_KINDS } from './kinds-us.ts';
import { WESTERN_EUROPEAN_KINDS } from './kinds-western-europe.ts';
import { LABELLED_KINDS } from './labelled.ts';
import { NumberReader } from './numbers.ts';
import { matchPostalAddress } from './postal-address.ts';
import { isAttachedAfter, isAttachedBefore } from './shape.ts';
import { isAlphanumeric, isDigit, isHexDigit, isHyphen, isLetter } from './units.ts';

const KINDS = [
  ...US_KINDS,
  ...ENGLISH_KINDS,
  ...WESTERN_EUROPEAN_KINDS,
  ...NORTHERN_EUROPEAN_KINDS,
  ...EASTERN_EUROPEAN_KINDS,
  ...LATIN_AMERICAN_KINDS,
  ...ASIAN_KINDS,
];

/** Words longer than any identity number; wallets end at 110. */
const LONG_WORD = 25;
const MAX_WORD = 110;
/** Words up to here are too short for a number of their own. */
const SHORT_WORD = 5;
const YEAR = 4;
const ZIP = 5;
const SHORTEST_DATE = 6;
const BIRTH_REACH = 5;
/** A native search is three times as fast as a loop, and from the first text on. */
const DIGIT = /\d/g;

/**
 * One pass over a text for all personal data that holds a digit or an `@`. E-mail addresses are found from their `@`; then
 * each word with digits is looked at once, and what it could be is read from its place on, in a bounded length.
 */
class PersonalDataPass {
  private readonly labels = new LabelReader();
  private readonly numbers = new NumberReader(KINDS, this.labels);
  private text = '';
  private report: ReportFinding = () => undefined;
  /** Ends and starts of the addresses found, in order: their digits are theirs. */
  private readonly taken: number[] = [];
  private readonly takeEmail = (start: number, end: number): void => {
    this.taken.push(start, end);
    this.report(own.EMAIL, start, end);
  };

  run(text: string, report: ReportFinding, name: string | undefined): void {
    this.text = text;
    this.report = report;
    this.labels.open(text, name);
    this.numbers.open();
    if (this.taken.length > 0) this.taken.length = 0;
    findEmails(text, this.takeEmail);
    this.readWords();
    this.labels.close();
    this.text = '';
  }

  private readWords(): void {
    const { text, taken } = this;
    let bound = 0;
    let next = 0;
    DIGIT.lastIndex = 0;
    while (DIGIT.test(text)) {
      const at = DIGIT.lastIndex - 1;
      while (next < taken.length && (taken[next + 1] ?? 0) <= at) next += 2;
      const isTaken = next < taken.length && (taken[next] ?? 0) <= at;
      bound = isTaken ? (taken[next + 1] ?? at) : this.readWord(at, bound);
      DIGIT.lastIndex = Math.max(at + 1, bound);
    }
  }

  /** Looks at the word with the digit at `at`, whose start is not before `bound`; gives where to go on. */
  private readWord(at: number, bound: number): number {
    const { text } = this;
    let start = at;
    while (start > bound && isAlphanumeric(text.charCodeAt(start - 1))) start--;
    let digitsEnd = at + 1;
    while (digitsEnd < text.length && isDigit(text.charCodeAt(digitsEnd))) digitsEnd++;
    let end = digitsEnd;
    while (end < text.length && isAlphanumeric(text.charCodeAt(end))) end++;
    if (end - start >= LONG_WORD) return this.readLongWord(start, end);
    const isNumber = start === at && digitsEnd === end;
    const time = isNumber ? timeEnd(text, start, end) : -1;
    if (time >= 0) return time;
    const address = mayBeAddress(text, start, digitsEnd) ? this.readAddress(at, bound) : undefined;
    if (address !== undefined) return address;
    const iban = start < at ? this.readIban(start) : undefined;
    if (iban !== undefined) return iban;
    if (isNumber && end - at === YEAR) this.readWrittenDate(at, end);
    if (isNumber && end - at === ZIP) this.readPostalAddress(at, end);
    if (end - start <= SHORT_WORD && !mayGoOn(text, end) && !(end - start > 2 && text.charCodeAt(start - 1) === 45))
      return end;
    const everyday = isNumber ? everydayEnd(text, start, end) : -1;
    if (everyday - start >= SHORTEST_DATE) this.readDate(start, everyday);
    if (everyday >= 0) return everyday;
    if (isAttachedBefore(text, start) && !mayFollow(text.charCodeAt(start - 1))) return end;
    return this.numbers.read(text, { start, at, end, bound, isNumber }, this.report) ?? end;
  }

  private readLongWord(start: number, end: number): number {
    const { text } = this;
    if (end - start > MAX_WORD || isAttachedBefore(text, start) || isAttachedAfter(text, end)) return end;
    const word = text.slice(start, end);
    const isLabelled = (): boolean =>
      looksLikeWallet(word) && distanceOf(this.labels.read(start, end), ['crypto'], 3) !== undefined;
    if (isWallet(word) || isLabelled()) this.report(own.CRYPTO, start, end);
    else return this.readIban(start) ?? end;
    return end;
  }

  private readAddress(at: number, bound: number): number | undefined {
    const { text } = this;
    const match = matchAddress(text, at, bound);
    if (!match) return undefined;
    const isKnown = (): boolean =>
      match.identifies === 'labelled' &&
      distanceOf(this.labels.read(match.start, match.end), ['address'], 2) !== undefined;
    if (match.identifies === 'always' || isKnown())
      this.report(match.kind === 'ip' ? own.IP_ADDRESS : own.MAC_ADDRESS, match.start, match.end);
    return match.end;
  }

  private readIban(start: number): number | undefined {
    const { text } = this;
    if (!isLetter(text.charCodeAt(start)) || !isLetter(text.charCodeAt(start + 1))) return undefined;
    if (!isDigit(text.charCodeAt(start + 2)) || !isDigit(text.charCodeAt(start + 3))) return undefined;
    const reading = isAttachedBefore(text, start) ? undefined : readIban(text, start);
    if (reading?.isValid === true) this.report(own.IBAN, start, reading.end);
    return reading?.end;
  }

  private readDate(start: number, end: number): void {
    if (distanceOf(this.labels.read(start, end), ['birth'], BIRTH_REACH) === undefined) return;
    if (isNumericDate(this.text.slice(start, end))) this.report(own.BIRTH_DATE, start, end);
  }

  private readPostalAddress(at: number, end: number): void {
    const match = matchPostalAddress(this.text, at, end);
    if (match) this.report(own.POSTAL_ADDRESS, match.start, match.end);
  }

  private readWrittenDate(at: number, end: number): void {
    const start = writtenDateStart(this.text, at);
    if (start < 0) return;
    if (distanceOf(this.labels.read(start, end), ['birth'], BIRTH_REACH) !== undefined)
      this.report(own.BIRTH_DATE, start, end);
  }
}

/** True where the digits in `[start, digitsEnd)` may be a group of an IP or MAC address. */
function mayBeAddress(text: string, start: number, digitsEnd: number): boolean {
  let end = digitsEnd;
  while (end - start <= 4 && isHexDigit(text.charCodeAt(end))) end++;
  if (end - start > 4) return false;
  const unit = text.charCodeAt(end);
  if (unit === 46) return isHexDigit(text.charCodeAt(end + 1));
  if (unit === 45) return end - start === 2 && isHexDigit(text.charCodeAt(end + 1));
  return unit === 58 || text.charCodeAt(start - 1) === 58;
}

/** Signs that attach a number to what is before it and yet begin some: `+44`, `X-1234567-L`. */
const mayFollow = (unit: number): boolean => unit === 43 || unit === 45;

/** True where a short word may go on as a number behind a separator: with a digit, a bracket, a letter after a hyphen. */
function mayGoOn(text: string, end: number): boolean {
  const unit = text.charCodeAt(end);
  const isSeparator =
    unit === 32 || (unit >= 40 && unit <= 47 && unit !== 44) || unit === 58 || unit === 0xa0 || isHyphen(unit);
  if (!isSeparator) return false;
  const next = text.charCodeAt(end + 1);
  if (isDigit(next) || next === 40) return true;
  if (unit !== 32) return isLetter(next) || (next === 32 && isDigit(text.charCodeAt(end + 2)));
  return next === 45 && isDigit(text.charCodeAt(end + 2));
}

const pass = new PersonalDataPass();
/** Definitions of tools hold examples and nobody's data. */
const find: FamilyRule = (text, report, { direction, name }) => {
  if (direction !== 'definition') pass.run(text, report, name);
};

const DEFINITIONS: readonly DetectorDefinition[] = [
  own.EMAIL,
  own.PHONE,
  own.CARD,
  own.IBAN,
  own.IP_ADDRESS,
  own.MAC_ADDRESS,
  own.CRYPTO,
  own.BIRTH_DATE,
  own.POSTAL_ADDRESS,
  ...KINDS.map((kind) => kind.definition),
  ...LABELLED_KINDS.map((kind) => kind.definition),
];

/** Personal data with a form: addresses, numbers and dates that identify or reach a person. */
export const PERSONAL_DATA: DetectorFamily = { definitions: DEFINITIONS, traits: ['digit', 'at-sign'], find };
