/**
 * What one gets for personal data by putting the usual libraries together: libphonenumber's own search, IBANs by
 * ibantools, card numbers by Luhn, e-mail addresses by a pattern; behind the `scan --jsonl` contract.
 */
import { isValidIBAN } from 'ibantools';
import { findPhoneNumbersInText } from 'libphonenumber-js/max';
import { answerLines } from './stream.ts';

const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;
const CARD = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;

function luhn(digits) {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits.at(-1 - index));
    sum += index % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

function matches(text, pattern, holds) {
  return [...text.matchAll(pattern)]
    .filter(([match]) => holds(match))
    .map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
}

await answerLines((text) => {
  const spans = [
    ...findPhoneNumbersInText(text, 'US').map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt })),
    ...matches(text, IBAN, (match) => isValidIBAN(match.replaceAll(' ', ''))),
    ...matches(text, CARD, (match) => luhn(match.replace(/\D/g, ''))),
    ...matches(text, EMAIL, () => true),
  ];
  return { verdict: spans.length > 0 ? 'mask' : 'allow', findings: spans.map((span) => ({ kind: 'pii', ...span })) };
});
