/** The check digits that a made-up number needs to look like one that was issued. */

const digitsOf = (text: string): readonly number[] => Array.from(text, Number);

/** Sum of the digits times the weights, in order. */
export function weighted(text: string, weights: readonly number[]): number {
  return digitsOf(text).reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0);
}

/** ISO/IEC 7812-1: appends the Luhn digit. */
export function luhn(body: string): string {
  const sum = digitsOf(body)
    .toReversed()
    .reduce(
      (total, digit, index) => total + (index % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit),
      0,
    );
  return body + String((10 - (sum % 10)) % 10);
}

/** ISO 7064 MOD 97-10 over letters as 10 to 35, as IBAN uses it. */
export function iban(country: string, account: string): string {
  const numeric = Array.from(`${account}${country}00`, (letter) => String(Number.parseInt(letter, 36))).join('');
  const rest = digitsOf(numeric).reduce((value, digit) => (value * 10 + digit) % 97, 0);
  return `${country}${String(98 - rest).padStart(2, '0')}${account}`;
}

/** Dihedral group tables of Verhoeff's scheme (Aadhaar). */
export function verhoeff(body: string): string {
  const multiply = (a: number, b: number): number =>
    a < 5 ? (b < 5 ? (a + b) % 5 : ((a + b - 5) % 5) + 5) : b < 5 ? ((a - b + 5) % 5) + 5 : (a - b + 5) % 5;
  const step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const permute = (digit: number, times: number): number => {
    let value = digit;
    for (let time = 0; time < times; time++) value = step[value] ?? 0;
    return value;
  };
  const check = digitsOf(body)
    .toReversed()
    .reduce((value, digit, index) => multiply(value, permute(digit, (index + 1) % 8)), 0);
  return body + String([0, 4, 3, 2, 1, 5, 6, 7, 8, 9][check] ?? 0);
}

/** ISO 7064 MOD 11,10 (German tax number). */
export function mod1110(body: string): string {
  const product = digitsOf(body).reduce((value, digit) => (((digit + value) % 10 || 10) * 2) % 11, 10);
  return body + String((11 - product) % 10);
}

/** The two check digits of a Spanish account: over bank and branch, then over the account's own ten digits. */
export function spanishAccount(branch: string, account: string): string {
  const digit = (ten: string): string => {
    const check = 11 - (weighted(ten, [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11);
    return String(check === 10 ? 1 : check === 11 ? 0 : check);
  };
  return branch + digit(`00${branch}`) + digit(account) + account;
}

/** The key of a French account of digits only (clé RIB). */
export function frenchAccount(bank: string, branch: string, account: string): string {
  const rest = (89 * Number(bank) + 15 * Number(branch) + 3 * Number(account)) % 97;
  return bank + branch + account + String(97 - rest).padStart(2, '0');
}
