/** Classes of UTF-16 units, as fast as they can be told. */

export const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

export const isLetter = (unit: number): boolean => (unit | 32) >= 97 && (unit | 32) <= 122 && unit < 128;

export const isAlphanumeric = (unit: number): boolean => isDigit(unit) || isLetter(unit);

export const isHexDigit = (unit: number): boolean => isDigit(unit) || ((unit | 32) >= 97 && (unit | 32) <= 102);

/** A blank that may stand inside a number: the space, the no-break spaces, the thin space. */
export const isBlank = (unit: number): boolean =>
  unit === 32 || unit === 0xa0 || unit === 0x202f || unit === 0x2009 || unit === 0x2007;

/** A hyphen as keyboards and word processors write it. */
export const isHyphen = (unit: number): boolean => unit === 45 || (unit >= 0x2010 && unit <= 0x2013);

/** Letters of any script, as far as a bound of a word needs them. */
export const isWordUnit = (unit: number): boolean =>
  isAlphanumeric(unit) || unit === 95 || (unit >= 0xc0 && unit < 0x250);
