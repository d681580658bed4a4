import type { DetectorDefinition, ReportFinding } from '../../definition.ts';
import { cardLikeness } from './card.ts';
import { isOneDigit } from './check-digits.ts';
import type { LabelReader } from './context.ts';
import { distanceOf, type Labels } from './labels.ts';
import { CARD, PHONE } from './definitions.ts';
import type { NumberKind } from './kind.ts';
import { labelledKind, NATIONAL_ID, readToken } from './labelled.ts';
import type { Tag } from './lexicon.ts';
import { isPlainlyPhone, mayBePhone, type PhoneCandidate, readPhone } from './phone.ts';
import { isAttachedAfter, isAttachedBefore, ShapeIndex } from './shape.ts';
import { isBlank, isDigit, isHyphen, isLetter } from './units.ts';

/** A word with digits: its range, its first digit, and where the search to the left must stop. */
export interface NumberWord {
  readonly start: number;
  readonly at: number;
  readonly end: number;
  readonly bound: number;
  /** True where it is digits only. */
  readonly isNumber: boolean;
}

/** What a number was taken for; the smaller `doubt`, the surer. */
interface Reading {
  readonly definition: DetectorDefinition;
  readonly start: number;
  readonly end: number;
  readonly doubt: number;
}

const LABEL_REACH = 6;
/** So near, a label is believed even where the check digits do not hold. */
const FORGIVING_REACH = 3;
/** Doubt of what is sure by form alone; above it a label for something else wins. */
const BY_FORM = 20;
const GENERAL = 10;
const PHONE_REACH = 5;
const CARD_REACH = 6;
const MIN_LABELLED = 5;
const LIST_REACH = 40;
const VIN_LENGTH = 17;

/** Reads numbers of fixed form, cards, phone numbers and numbers that only a label tells. */
export class NumberReader {
  private readonly index: ShapeIndex;
  /** Of what needs no label. */
  private readonly freeIndex: ShapeIndex;
  private readonly labels: LabelReader;
  private readonly identityTags: readonly Tag[];
  private readonly vehicle: readonly NumberKind[];
  /** End of the last phone number: behind one, another needs less. */
  private lastPhone = Number.NEGATIVE_INFINITY;
  private lastPhoneLength = 0;

  constructor(kinds: readonly NumberKind[], labels: LabelReader) {
    this.index = new ShapeIndex(kinds);
    this.freeIndex = new ShapeIndex(kinds.filter((kind) => kind.mayBeFree));
    this.labels = labels;
    this.identityTags = [...new Set(kinds.flatMap((kind) => kind.tags))];
    this.vehicle = kinds.filter((kind) => kind.tags.includes('vehicle'));
  }

  /** Forgets what a text before had. */
  open(): void {
    this.lastPhone = Number.NEGATIVE_INFINITY;
  }

  /** Reports the likeliest reading of the number at a word and gives its end, `undefined` where there is none. */
  read(text: string, word: NumberWord, report: ReportFinding): number | undefined {
    const reading = this.best(text, word);
    if (!reading) return undefined;
    if (reading.definition === PHONE) {
      this.lastPhone = reading.end;
      this.lastPhoneLength = text.slice(reading.start, reading.end).replaceAll(/\D/g, '').length;
    }
    report(reading.definition, reading.start, reading.end);
    return Math.max(reading.end, word.end);
  }

  private best(text: string, word: NumberWord): Reading | undefined {
    const isLabelled = !this.labels.read(word.start, word.end).isEmpty;
    const fixed = this.fixedForm(text, word, isLabelled ? this.index : this.freeIndex);
    if (fixed && fixed.doubt < BY_FORM) return fixed;
    const card = this.card(text, word);
    if (card) return card;
    const phone = this.phone(text, word);
    if (fixed && !(phone && phone.doubt < GENERAL)) return fixed;
    const labelled = isLabelled ? this.labelled(text, word) : undefined;
    return labelled && (!phone || labelled.doubt < phone.doubt) ? labelled : phone;
  }

  private fixedForm(text: string, word: NumberWord, index: ShapeIndex): Reading | undefined {
    let best: Reading | undefined;
    const tryAt = (start: number): void => {
      if (isAttachedBefore(text, start)) return;
      index.visit(text, start, (kinds, end) => {
        const reading = this.likeliest(text, kinds, start, end);
        if (reading && (!best || reading.doubt <= best.doubt || reading.doubt < BY_FORM)) best = reading;
      });
      if (word.end - start === VIN_LENGTH && !best && !isAttachedAfter(text, word.end))
        best = this.likeliest(text, this.vehicle, start, word.end);
    };
    const earlier = wordBefore(text, word.start, word.bound);
    if (earlier >= 0) tryAt(earlier);
    if (!best) tryAt(word.start);
    return best;
  }

  private likeliest(text: string, kinds: readonly NumberKind[], start: number, end: number): Reading | undefined {
    const written = text.slice(start, end);
    const id = written.replaceAll(/[^\dA-Za-z]/g, '').toUpperCase();
    if (isOneDigit(id)) return undefined;
    let labels: Labels | undefined;
    let best: Reading | undefined;
    for (const kind of kinds) {
      const isValid = kind.valid?.(id) ?? true;
      if (!isValid && !kind.forgiving) continue;
      labels ??= this.labels.read(start, end);
      const doubt = doubtOf(kind, isValid, labels, written, id, isIsolated(text, start, end));
      if (doubt !== undefined && (!best || doubt < best.doubt))
        best = { definition: kind.definition, start, end, doubt };
    }
    return best;
  }

  private card(text: string, { start, end, isNumber }: NumberWord): Reading | undefined {
    const { length } = text;
    if (!isNumber || (end - start < 12 && (end - start > 6 || end - start < 4 || length < end + 8))) return undefined;
    if (isAttachedBefore(text, start)) return undefined;
    let digits = '';
    let groups = '';
    let separator = 0;
    let best: Reading | undefined;
    for (let i = start; digits.length < 20;) {
      const from = i;
      while (isDigit(text.charCodeAt(i)) && i - from < 20) i++;
      if (i === from) break;
      digits += text.slice(from, i);
      groups += String(i - from);
      if (digits.length >= 12 && digits.length <= 19 && !isAttachedAfter(text, i)) {
        const likeness = cardLikeness(digits, groups);
        // With dots between the groups it may as well be a version or a code.
        const isFree = likeness === 'free' && separator !== 46;
        if (likeness !== 'no' && this.isCard(start, i, isFree, groups))
          best = { definition: CARD, start, end: i, doubt: 0 };
      }
      const unit = text.charCodeAt(i);
      if (!(isBlank(unit) || isHyphen(unit) || unit === 46) || (separator !== 0 && unit !== separator)) break;
      separator = unit;
      groups += '~';
      i++;
    }
    return best;
  }

  private isCard(start: number, end: number, isFree: boolean, groups: string): boolean {
    const labels = this.labels.read(start, end);
    if (distanceOf(labels, ['card'], CARD_REACH) !== undefined) return true;
    return isFree && (groups.includes('~') || (labels.get('reference') ?? LABEL_REACH) > 1);
  }

  private phone(text: string, word: NumberWord): Reading | undefined {
    const { at, bound } = word;
    if (!mayBePhoneStart(text, word)) return undefined;
    const candidate = readPhone(text, at, bound);
    if (!candidate) return undefined;
    const { end, shape } = candidate;
    if (isAttachedBefore(text, candidate.start) && !isListed(text, candidate.start)) return undefined;
    const labels = this.labels.read(candidate.start, end);
    const distance = mayBePhone(candidate) ? distanceOf(labels, ['phone'], PHONE_REACH) : undefined;
    if (distance !== undefined) return { definition: PHONE, start: candidate.start, end, doubt: distance };
    if (!isPlainlyPhone(candidate) && !this.isNextPhone(candidate, labels)) return undefined;
    const isBlanks = !/[^\d ]/.test(shape);
    if (isBlanks && (!isIsolated(text, candidate.start, end) || (labels.get('reference') ?? LABEL_REACH) <= 1))
      return undefined;
    return { definition: PHONE, start: candidate.start, end, doubt: BY_FORM };
  }

  /** True right behind a phone number, for one as long as that or with a trunk prefix: lists are labelled once. */
  private isNextPhone(candidate: PhoneCandidate, labels: Labels): boolean {
    const { start, digits } = candidate;
    if (start <= this.lastPhone || start - this.lastPhone > LIST_REACH || !mayBePhone(candidate)) return false;
    if ((labels.get('reference') ?? LABEL_REACH) <= 2) return false;
    return /^0[1-9]/.test(digits) || (digits.length >= 9 && digits.length === this.lastPhoneLength);
  }

  private labelled(text: string, { at, bound }: NumberWord): Reading | undefined {
    const token = readToken(text, at, bound);
    if (!token || token.end - token.start < MIN_LABELLED) return undefined;
    const { start, end } = token;
    if (isAttachedBefore(text, start) || isAttachedAfter(text, end)) return undefined;
    const labels = this.labels.read(start, end);
    const found = labelledKind(text.slice(start, end), labels);
    if (found) return { definition: found.kind.definition, start, end, doubt: found.distance };
    // All of a text under a key that names an identity: whatever its form, it is the value of that key.
    const isWhole = this.labels.isTelling && start === 0 && end === text.length && /\d.{0,24}\d/.test(text);
    if (!isWhole || distanceOf(labels, this.identityTags, 1) === undefined) return undefined;
    return { definition: NATIONAL_ID, start, end, doubt: 1 };
  }
}

/** How doubtful a kind is for a number, `undefined` where it is out of the question. */
function doubtOf(
  kind: NumberKind,
  isValid: boolean,
  labels: Labels,
  written: string,
  id: string,
  isAlone: boolean,
): number | undefined {
  const distance = distanceOf(labels, kind.tags, isValid ? LABEL_REACH : FORGIVING_REACH);
  if (distance !== undefined) return isValid && kind.valid ? distance - 0.5 : distance;
  if (!isValid || !kind.valid) return !kind.valid && kind.free(written, id) ? BY_FORM : undefined;
  const general = distanceOf(labels, ['nationalId'], FORGIVING_REACH);
  if (general !== undefined) return GENERAL + general;
  if (!kind.free(written, id)) return undefined;
  // Columns of a table look like groups.
  if (/^[\d ]+$/.test(written) && written.includes(' ') && !isAlone) return undefined;
  if (/^\d+$/.test(written) && (labels.get('reference') ?? LABEL_REACH) <= 1) return undefined;
  return BY_FORM;
}

/** True where no other number stands a blank away. */
function isIsolated(text: string, start: number, end: number): boolean {
  let before = start - 1;
  while (before >= 0 && (isBlank(text.charCodeAt(before)) || text.charCodeAt(before) === 9)) before--;
  let after = end;
  while (after < text.length && after < end + 8 && (isBlank(text.charCodeAt(after)) || text.charCodeAt(after) === 9))
    after++;
  const isNumberBefore = before >= 0 && start - before <= 8 && isDigit(text.charCodeAt(before));
  return !isNumberBefore && !isDigit(text.charCodeAt(after));
}

/** True for the second of two numbers with an escaped comma between: `\\,`, as vCards and exports have it. */
const isListed = (text: string, start: number): boolean => text.startsWith('\\,', start - 2);

/** True where at least six digits may follow: a long word, or one that a separator or a bracket goes with. */
function mayBePhoneStart(text: string, { at, start, end }: NumberWord): boolean {
  if (start !== at) return false;
  if (end - start >= 6) return true;
  const next = text.charCodeAt(end);
  if (!(isBlank(next) || isHyphen(next) || next === 46 || next === 47 || next === 40 || next === 41)) return false;
  const second = text.charCodeAt(end + 1);
  return isDigit(second) || second === 32 || second === 40 || second === 45;
}

/** Start of a word of up to six capitals or two letters right before, with one separator between, -1 where none is. */
function wordBefore(text: string, start: number, bound: number): number {
  const separator = text.charCodeAt(start - 1);
  if (start - 2 < bound || !(isBlank(separator) || isHyphen(separator))) return -1;
  let from = start - 1;
  while (from > bound && start - from <= 7 && isLetter(text.charCodeAt(from - 1))) from--;
  return from < start - 1 && start - 1 - from <= 6 ? from : -1;
}
