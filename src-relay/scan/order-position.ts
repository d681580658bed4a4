const ORDER_WORDS = new Set(
  'please must should shall now then and you first instead will always also immediately silently just kindly assistant agent agents ai bot bots copilot chatbot llm'.split(
    ' ',
  ),
);
/** Before "to": what makes the verb behind it an order to the reader. Somebody told, asked or ordered to is reported. */
const TO_YOU = new Set(
  'need needs have has want wants sure required instructed obliged supposed expected authorized authorised allowed is are like try ought going you yourself task job goal remember free'.split(
    ' ',
  ),
);
const LONGEST_WORD = 11;

/**
 * Whether a word at `at` may begin an order: at the start of a text, a line or a sentence, behind an opening quote,
 * bracket or list mark, or after a politeness, a modal verb or a conjunction. By hand and not as a lookbehind in each
 * pattern, because nine of ten keyword hits end here.
 */
export function isOrderPosition(text: string, at: number): boolean {
  let before = at - 1;
  for (let skipped = 0; skipped < 3 && before >= 0 && isFiller(text.charCodeAt(before)); skipped++) {
    if (isOpener(text.charCodeAt(before))) return true;
    before--;
  }
  if (before < 0 || isOpener(text.charCodeAt(before))) return true;
  const start = wordStart(text, before);
  if (start > before) return false;
  const word = text.slice(start, before + 1).toLowerCase();
  if (word !== 'to') return ORDER_WORDS.has(word);
  const end = start - 2;
  const first = wordStart(text, end);
  return first <= end && TO_YOU.has(text.slice(first, end + 1).toLowerCase());
}

/** Where the word begins whose last letter stands at `last`; after `last` where there is none. */
function wordStart(text: string, last: number): number {
  let start = last + 1;
  while (start > 0 && last + 1 - start <= LONGEST_WORD && isLetter(text.charCodeAt(start - 1))) start--;
  return start;
}

function isFiller(unit: number): boolean {
  // Blanks, quotes, `*`, `,` and `-`.
  return (
    unit === 32 ||
    unit === 9 ||
    unit === 10 ||
    unit === 13 ||
    unit === 34 ||
    unit === 39 ||
    unit === 42 ||
    unit === 44 ||
    unit === 45
  );
}

function isOpener(unit: number): boolean {
  switch (unit) {
    case 10: // line feed
    case 33: // !
    case 34: // "
    case 35: // #
    case 39: // '
    case 40: // (
    case 42: // *
    case 46: // .
    case 58: // :
    case 59: // ;
    case 62: // >
    case 63: // ?
    case 91: // [
    case 123: // {
    case 124: // |
      return true;
    default:
      return false;
  }
}

function isLetter(unit: number): boolean {
  return (unit | 32) >= 97 && (unit | 32) <= 122 && unit < 128;
}
