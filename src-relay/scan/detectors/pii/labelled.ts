import type { DetectorDefinition } from '../../definition.ts';
import { distanceOf, type Labels } from './labels.ts';
import { piiDefinition } from './kind.ts';
import type { Tag } from './lexicon.ts';
import { isAlphanumeric, isDigit, isHyphen } from './units.ts';

const MAX_LENGTH = 32;

/** A number that only its label tells: it has no form to know it by. */
export interface LabelledKind {
  readonly definition: DetectorDefinition;
  readonly tags: readonly Tag[];
  /** Words between label and number, at most. */
  readonly reach: number;
  /** The form in general, as written. */
  readonly form: RegExp;
}

/** A word of letters and digits, perhaps in groups, around the digit at `at`. */
export interface Token {
  readonly start: number;
  readonly end: number;
}

/** Reads the word that the label could mean; `bound` is where the search to the left must stop. */
export function readToken(text: string, at: number, bound: number): Token | undefined {
  let start = at;
  while (start > bound && at - start < MAX_LENGTH && isTokenUnit(text, start - 1)) start--;
  let end = at;
  while (end < text.length && end - start < MAX_LENGTH + 1 && isTokenUnit(text, end)) end++;
  while (end > at && !isAlphanumeric(text.charCodeAt(end - 1))) end--;
  while (start < at && !isAlphanumeric(text.charCodeAt(start))) start++;
  return end - start > MAX_LENGTH ? undefined : { start, end };
}

function isTokenUnit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (isAlphanumeric(unit)) return true;
  const isDivider = isHyphen(unit) || unit === 46 || unit === 47;
  return (
    isDivider &&
    isAlphanumeric(text.charCodeAt(at + 1)) &&
    (isDigit(text.charCodeAt(at - 1)) || isAlphanumeric(text.charCodeAt(at - 1)))
  );
}

/** Placeholders and dates. */
const NO_NUMBER = /^(?:0+|(\d)\1+|x+\d{0,4}|\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d)$/i;

/** The kind whose label stands nearest, with its distance. */
export function labelledKind(
  written: string,
  labels: Labels,
): { readonly kind: LabelledKind; readonly distance: number } | undefined {
  let best: { kind: LabelledKind; distance: number } | undefined;
  for (const kind of LABELLED_KINDS) {
    const distance = distanceOf(labels, kind.tags, kind.reach);
    if (distance === undefined || (best && distance >= best.distance) || !kind.form.test(written)) continue;
    best = { kind, distance };
  }
  return best && !NO_NUMBER.test(written) ? best : undefined;
}

/** Of what nothing but a label for identities in general names. */
export const NATIONAL_ID = piiDefinition({
  id: 'national-id',
  placeholder: 'NATIONAL_ID',
  title: 'an identity or tax number',
  match: ['government id: 1234567890', 'tax identification number 12345-6789'],
  noMatch: ['id 1234567890', 'identity 2'],
});

/** Numbers without a form of their own, known by a label right before them. */
export const LABELLED_KINDS: readonly LabelledKind[] = [
  {
    definition: piiDefinition({
      id: 'passport',
      placeholder: 'PASSPORT',
      title: 'a passport',
      match: ['Passport No: X1234567', 'pasaporte AAB123456', 'passport number is 123456789'],
      noMatch: ['passport-js 0.7.0', 'passports issued in 2019', 'part X1234567'],
    }),
    tags: ['passport'],
    reach: 4,
    form: /^(?=(?:[A-Z]*\d){5})[A-Z\d]{6,10}$|^(?=(?:[a-z]*\d){6})[a-z\d]{7,10}$/,
  },
  {
    definition: piiDefinition({
      id: 'driver-licence',
      placeholder: 'US_DRIVER_LICENSE',
      title: 'a driving licence',
      match: ["Driver's license: D1234567", 'DL number S123-4567-8901', 'licence no ABCDE123456AB1CD'],
      noMatch: ['license MIT 2.0', 'driver 12345678', 'license number of 2024'],
    }),
    tags: ['licence'],
    reach: 4,
    form: /^(?=(?:[A-Z-]*\d){5})[A-Z\d]{1,17}(?:[- /][A-Z\d]{1,12}){0,4}$/,
  },
  {
    definition: piiDefinition({
      id: 'bank-account',
      placeholder: 'BANK_ACCOUNT',
      title: 'a bank account',
      match: ['Account number: 12345678', 'acct 000123456789', 'checking account 1234567890'],
      noMatch: ['account 42', 'account created 2024-01-01', 'order 12345678'],
    }),
    tags: ['account'],
    reach: 3,
    form: /^\d{6,20}$|^\d{2,6}(?:-\d{1,12}){1,4}$|^[A-Z]{4}0[A-Z\d]{6}$/,
  },
  {
    definition: piiDefinition({
      id: 'medical-record',
      placeholder: 'MEDICAL_RECORD',
      title: 'a medical record or a health insurance',
      match: ['MRN: 12345678', 'Patient ID PT-123456', 'member id: ABC123456789'],
      noMatch: ['patient aged 45', 'record number 7', 'MRN2'],
    }),
    tags: ['medical', 'medicare'],
    reach: 3,
    form: /^(?=(?:[A-Z-]*\d){5})[A-Z]{0,5}-?[A-Z\d]{1,15}(?:-[A-Z\d]{1,8}){0,3}$/i,
  },
  {
    definition: piiDefinition({
      id: 'device-identity',
      placeholder: 'IMEI',
      title: 'a phone or its subscriber',
      match: ['IMEI: 490154203237518', 'imsi 001010123456789'],
      noMatch: ['seed 490154203237518', 'IMEI: 12'],
    }),
    tags: ['imei'],
    reach: 3,
    form: /^\d{14,20}$|^\d{2}-\d{6}-\d{6}-\d$/,
  },
  {
    definition: piiDefinition({
      id: 'license-plate',
      placeholder: 'LICENSE_PLATE',
      title: 'the plate of a vehicle',
      match: ['License plate: ABC-1234', 'number plate AB12CDE'],
      noMatch: ['plate 7', 'license plate design of 1998'],
    }),
    tags: ['plate'],
    reach: 2,
    form: /^(?=.{0,8}\d)(?=.{0,8}[A-Z])[A-Z\d]{1,4}(?:[ -]?[A-Z\d]{1,4}){1,2}$/,
  },
  {
    definition: NATIONAL_ID,
    tags: ['nationalId'],
    reach: 2,
    form: /^(?!\d{3}-\d\d-\d{4}$)(?=(?:[A-Z./-]*\d){6})[A-Z\d]{1,15}(?:[-./][A-Z\d]{1,10}){0,4}$/i,
  },
];
