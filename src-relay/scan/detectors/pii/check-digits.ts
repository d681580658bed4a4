/** Check digits of identity numbers. Every function takes digits (and letters where said) without separators. */

const digitAt = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** Sum of the digits times their weights. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += digitAt(digits, i) * (weights[i] ?? 0);
  return sum;
}

/** ISO/IEC 7812-1: payment cards and many national numbers. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = digitAt(digits, i) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/** ISO/IEC 7064 MOD 97-10 over digits and capital letters (A is 10), as IBAN uses it: true where the rest is 1. */
export function mod97(text: string): boolean {
  let rest = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    rest = (unit >= 65 ? rest * 100 + unit - 55 : rest * 10 + unit - 48) % 97;
  }
  return rest === 1;
}

/** The remainder of a long number in digits. */
export function remainder(digits: string, divisor: number): number {
  let rest = 0;
  for (let i = 0; i < digits.length; i++) rest = (rest * 10 + digitAt(digits, i)) % divisor;
  return rest;
}

/** ISO/IEC 7064 MOD 11,10: German and Croatian tax numbers. */
export function mod11x10(digits: string): boolean {
  let product = 10;
  for (let i = 0; i < digits.length - 1; i++) {
    const sum = (digitAt(digits, i) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(digits, digits.length - 1);
}

const VERHOEFF_PRODUCT = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const VERHOEFF_TURN = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Verhoeff, 1969: Aadhaar. */
export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const turned = digitAt(VERHOEFF_TURN[i % 8] ?? '', digitAt(digits, digits.length - 1 - i));
    check = digitAt(VERHOEFF_PRODUCT[check] ?? '', turned);
  }
  return check === 0;
}

/** The check digit of GS1 numbers (EAN): weights 1 and 3 from the left for 13 digits. */
export function ean13(digits: string): boolean {
  return weightedSum(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

/** True where `(year, month, day)` is a day; a year of two digits counts as leap where either century's is. */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const full = year < 100 ? year + 2000 : year;
  return day <= new Date(Date.UTC(full, month, 0)).getUTCDate();
}

/** `isDay` of a text of six digits, `YYMMDD`. */
export const isYymmdd = (text: string): boolean =>
  isDay(Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4, 6)));

/** `isDay` of a text of six digits, `DDMMYY`. */
export const isDdmmyy = (text: string): boolean =>
  isDay(Number(text.slice(4, 6)), Number(text.slice(2, 4)), Number(text.slice(0, 2)));

/** True where all characters are the same: a placeholder. */
export function isOneDigit(digits: string): boolean {
  for (let i = 1; i < digits.length; i++) if (digits.charCodeAt(i) !== digits.charCodeAt(0)) return false;
  return true;
}
