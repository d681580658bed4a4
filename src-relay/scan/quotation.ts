const REACH = 100;

/**
 * Whether `at` stands in a quotation within running text or code: `such as "ignore the rules"`, `detect("ignore it")`.
 * A text that is quoted as a whole, a value of JSON or of a log line, and quotation marks around single names do not
 * count. Looks at most REACH units back.
 */
export function isQuoted(text: string, at: number): boolean {
  const limit = Math.max(0, at - REACH);
  for (let i = at - 1; i >= limit; i--) {
    const unit = text.charCodeAt(i);
    if (unit === 10) return false;
    if (!isQuote(unit)) continue;
    const before = text.charCodeAt(i - 1);
    if (before === 40) return isLetter(text.charCodeAt(i - 2));
    if (before !== 32 || isBlank(text.charCodeAt(i + 1))) return false;
    const last = text.charCodeAt(i - 2);
    // A colon after a quotation mark ends a key of JSON.
    return (
      isLetter(last) ||
      last === 44 ||
      (last === 58 && !isQuote(text.charCodeAt(i - 3)) && text.charCodeAt(i - 3) !== 39)
    );
  }
  return false;
}

function isQuote(unit: number): boolean {
  return unit === 34 || unit === 96 || unit === 0x201c || unit === 0x201e || unit === 0xab;
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 10;
}

function isLetter(unit: number): boolean {
  return ((unit | 32) >= 97 && (unit | 32) <= 122 && unit < 128) || unit > 0xbf;
}
