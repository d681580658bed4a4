/** How far before its ZIP code an address may begin, in UTF-16 units. */
const REACH = 120;

const STATES =
  'AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|AA|AE|AP';
/** House number, street, perhaps a flat, town, state; the ZIP code follows. */
const UNITED_STATES = new RegExp(
  `(?:\\d{1,6}[A-Z]? |P\\.? ?O\\.? Box )[A-Z\\d][^\\n\\d,;:|]{0,40}(?:\\d{1,5})?(?:,? (?:Apt|Suite|Ste|Unit|#)\\.? ?\\w{1,6})?(?:, ?|\\n| )[A-Z][A-Za-z.' -]{1,30},? (?:${STATES})$`,
);
/** Street and house number of German-speaking countries; the postal code follows. */
const GERMAN =
  /[A-ZÄÖÜ][a-zäöüß.-]{2,30}(?: [A-ZÄÖÜ][a-zäöüß.-]{2,20}){0,2}(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|ufer|ring|damm)? \d{1,4}[a-z]?(?:, ?|\n)(?:[AD]-)?$/;
const GERMAN_STREET = /(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|ufer|damm) \d{1,4}[a-z]?(?:, ?|\n)(?:[AD]-)?$/i;
const TOWN = /[ ][A-ZÄÖÜ][a-zäöüßA-Z.-]{1,30}(?: (?:am|an|der|im|bei|[A-ZÄÖÜ][a-zäöüß]{1,20})){0,3}/y;
const EXTRA = /-\d{4}(?!\d)/y;

/** A postal address around the code of five digits in `[at, end)`, where all of it stands on one or two lines. */
export function matchPostalAddress(
  text: string,
  at: number,
  end: number,
): { readonly start: number; readonly end: number } | undefined {
  const from = Math.max(0, at - REACH);
  if (isCapital(text.charCodeAt(at - 2)) && isCapital(text.charCodeAt(at - 3))) {
    const match = UNITED_STATES.exec(text.slice(from, at - 1));
    if (!match) return undefined;
    EXTRA.lastIndex = end;
    return { start: from + match.index, end: EXTRA.test(text) ? EXTRA.lastIndex : end };
  }
  const before = text.slice(from, at);
  if (!GERMAN_STREET.test(before)) return undefined;
  const match = GERMAN.exec(before);
  TOWN.lastIndex = end;
  return match && TOWN.test(text) ? { start: from + match.index, end: TOWN.lastIndex } : undefined;
}

const isCapital = (unit: number): boolean => unit >= 65 && unit <= 90;
