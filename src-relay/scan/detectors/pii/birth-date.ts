import { isDay } from './check-digits.ts';

/** Month names as they begin in European languages. */
const MONTHS =
  'jan|feb|mar|apr|mai|may|jun|jul|aug|sep|oct|okt|nov|dec|dez|ene|abr|ago|dic|janv|févr|fev|avr|juin|juil|août|aout|déc|set|out|gen|mag|giu|lug|ott|maj|mrt|mei|mär|maer';
const BEFORE_YEAR = new RegExp(
  `(?:\\d{1,2}(?:st|nd|rd|th|\\.|er)?[\\s-](?:of\\s|de\\s)?(?:${MONTHS})[a-zé]{0,7}\\.?,?[\\s-](?:de\\s|del\\s)?|(?:${MONTHS})[a-z]{0,7}\\.?\\s\\d{1,2}(?:st|nd|rd|th)?,?\\s)$`,
  'i',
);
const LONGEST_BEFORE_YEAR = 28;

/** True where `text` is a numeric date of day, month and year in any order, a day that exists. */
export function isNumericDate(text: string): boolean {
  const parts = text.split(/[-/.]/).map(Number);
  const [first = 0, second = 0, third = 0] = parts;
  if (parts.length !== 3) return false;
  return first > 31 ? isDay(first, second, third) : isDay(third, second, first) || isDay(third, first, second);
}

/** Where a date in words that ends with the year at `at` begins, -1 where the word is no year or none stands before it. */
export function writtenDateStart(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first !== 49 && first !== 50) return -1;
  const separator = text.charCodeAt(at - 1);
  if (separator !== 32 && separator !== 45) return -1;
  const from = Math.max(0, at - LONGEST_BEFORE_YEAR);
  const match = BEFORE_YEAR.exec(text.slice(from, at));
  return match ? from + match.index : -1;
}
