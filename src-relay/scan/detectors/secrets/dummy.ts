import { entropy } from './randomness.ts';

/** Below this a token of 16 characters or more holds a handful of different ones. */
const MIN_ENTROPY = 2.3;
/** So many characters at the end with no more than three different ones. */
const REPEATED = 14;
/** `xxxxx`, `*****`, `-----`, `00000000`: what stands for a secret in documentation. */
const FILLER = /[xX]{5}|\*{3}|\.{3}|0{8}|1{8}|a{10}|_{4}/;
const DUMMY_WORD = /placeholder|redacted|changeme|your[_-]|[_-]here\b|truncated|example.*example/i;
/** AWS and others end the keys in their documentation with this word. */
const DOCUMENTED = /^(?:A3T|AKIA|ASIA|ABIA|ACCA).*EXAMPLE|EXAMPLEKEY$|EXAMPLE$(?<=^[A-Za-z0-9/+]{40})/;

/** Whether a token is filled with the letter x, or is an AWS key of the documentation: nothing else is surely no token. */
export function isFilledIn(token: string): boolean {
  return /[xX]{8}|0{8}|\*{4}/.test(token) || DOCUMENTED.test(token);
}

/** Whether a token of a known form is filled with something that nobody took from a real account. Linear in its length. */
export function isDummyToken(token: string): boolean {
  if (FILLER.test(token) && !token.includes('-----')) return true;
  if (token.length > 300) return false;
  if (DUMMY_WORD.test(token) || DOCUMENTED.test(token)) return true;
  if (token.length < 16) return false;
  return entropy(token) < MIN_ENTROPY || new Set(token.slice(-REPEATED)).size <= 3;
}
