import { isSecretValue, type ValuePlace } from './secret-value.ts';
import { type NameStrength, NOT_SECRET, PASSWORD, PERHAPS_SECRET, strengthOfName } from './setting-name.ts';
import { placeOfValue, skip, type ValueStart } from './value-place.ts';

/** A value that something in a text is set to. */
export interface Assigned {
  readonly start: number;
  readonly end: number;
}

const NAME_REACH = 60;
const LONGEST_VALUE = 1000;
const LONGEST_BARE = 400;
/** Badges and pages carry short tokens that open nothing. */
const LEAST_IN_QUERY = 16;
/** `API key`, `secret token`: of two words the first is at most so long. */
const LONGEST_FIRST_WORD = 13;
const LONGEST_SECOND_WORD = 8;

const OPENING =
  /(?:[bBrRuUfFL@$]{0,2}|(?:new String|Some|Secret|SecretStr|to_bytes|Buffer\.from)\([ \t]?[bru]?)(\\{0,3}["'`]{1,3})/y;
/** `token=password=...`: no value but the next name. */
const ANOTHER_NAME = /[\w.?&-]{0,20}(?:key|token|secret|pass|password|pwd|auth)[=:]/iy;
const SCHEME = /(?:Bearer|Basic|token|Token|Digest|ApiKey|Apikey|Api-Key|Key|JWT|SSWS|OAuth|Negotiate)[ \t]{1,3}/y;
const CONFIG_LINE =
  /(?:^|[\n\r]|\\[nrt])[ \t]{0,40}(?:[#;/+-]{1,2}[ \t]{0,4})?(?:export |set |setx |ENV |ARG |\$env:|env\.|declare -x |SET |var |let |const |final |- )?["'`]?$/;

/**
 * Looks whether the name that ends at `nameEnd` has a secret assigned to it; the name's beginning is looked for to the
 * left. `strengthOf` judges names. Reads a bounded part of the text.
 */
export function assignedSecret(
  text: string,
  nameEnd: number,
  strengthOf: (name: string) => NameStrength = strengthOfName,
): Assigned | undefined {
  const nameStart = startOfName(text, nameEnd);
  const strength = strengthOf(text.slice(nameStart, nameEnd));
  if (strength === NOT_SECRET) return undefined;
  const place = placeOfValue(text, nameStart, nameEnd);
  if (!place) return undefined;
  OPENING.lastIndex = place.at;
  const opening = OPENING.exec(text);
  if (opening) return quotedValue(text, OPENING.lastIndex, opening[1] ?? '', strength);
  return place.how === 'quote' ? undefined : bareValue(text, place, nameStart, strength);
}

function startOfName(text: string, end: number): number {
  let start = end;
  const least = Math.max(0, end - NAME_REACH);
  while (start > least && isNameUnit(text.charCodeAt(start - 1))) start--;
  // `API key: ...`, `access token is ...`: the word before belongs to the name.
  if (text.charCodeAt(start - 1) === 32 && text.charCodeAt(start) !== 45 && end - start <= LONGEST_SECOND_WORD) {
    let before = start - 1;
    while (before > least && isLetter(text.charCodeAt(before - 1))) before--;
    if (before < start - 1 && start - 1 - before <= LONGEST_FIRST_WORD) start = before;
  }
  return start;
}

function quotedValue(text: string, from: number, mark: string, strength: NameStrength): Assigned | undefined {
  const end = closingQuote(text, from, mark);
  if (end === undefined) return undefined;
  const start = skip(SCHEME, text, from);
  return isSecretValue(text.slice(start, end), strength, 'quoted') ? { start, end } : undefined;
}

function closingQuote(text: string, start: number, mark: string): number | undefined {
  const limit = Math.min(text.length, start + LONGEST_VALUE);
  const quote = mark.at(-1) ?? '"';
  const escapes = mark.startsWith('\\');
  for (let i = start; i < limit; i++) {
    const unit = text[i] ?? '';
    if (unit === '\n') return undefined;
    if (unit !== quote) continue;
    // An escaped quote ends what an escaped quote began.
    let end = i;
    while (end > start && text[end - 1] === '\\') end--;
    if (escapes || end === i) return end;
  }
  return undefined;
}

function bareValue(text: string, place: ValueStart, nameStart: number, strength: NameStrength): Assigned | undefined {
  const { how } = place;
  const start = skip(SCHEME, text, place.at);
  if (skip(ANOTHER_NAME, text, start) > start) return undefined;
  const isLine = how === 'operator' && CONFIG_LINE.test(text.slice(Math.max(0, nameStart - 60), nameStart));
  const inQuery = /[?&]/.test(text[nameStart - 1] ?? '');
  const end = endOfBare(text, start, isLine, inQuery, how);
  if (how === 'markup' && text[end] !== '<') return undefined;
  if (inQuery && strength !== PASSWORD && end - start < LEAST_IN_QUERY) return undefined;
  const value = text.slice(start, end);
  // A value without quotes may also be code: a call, an index, a comparison.
  if (strength === PERHAPS_SECRET && /[.()[\]{}<>]/.test(value)) return undefined;
  const kind = isLine && isWholeLine(text, nameStart, start, end) ? 'quoted' : kindOfPlace(how, isLine);
  return isSecretValue(value, strength, kind) ? { start, end } : undefined;
}

/** `name=value` or `name: value` with nothing else on the line is a file of settings: the value needs no quotes. */
function isWholeLine(text: string, nameStart: number, start: number, end: number): boolean {
  if (end < text.length && !/[\r\n]/.test(text[end] ?? '')) return false;
  if (text[start - 1] === '=') return true;
  return (
    text[start - 2] === ':' &&
    (nameStart === 0 || /[\n ]/.test(text[nameStart - 1] ?? '')) &&
    !isComment(text, nameStart)
  );
}

function isComment(text: string, at: number): boolean {
  return /(?:\/\/|#|\*)[^\n]{0,20}$/.test(text.slice(Math.max(0, at - 24), at));
}

function kindOfPlace(how: ValueStart['how'], isLine: boolean): ValuePlace {
  if (isLine || how === 'markup') return 'line';
  return how === 'prose' || how === 'bare' ? how : 'inline';
}

const NEXT_PARAMETER = /^&(?:quot;|amp;|[\w.-]{1,34}=)/;

function endOfBare(text: string, start: number, isLine: boolean, inQuery: boolean, how: ValueStart['how']): number {
  const limit = Math.min(text.length, start + LONGEST_BARE);
  let end = start;
  while (end < limit && !endsBare(text, end, isLine, inQuery)) end++;
  if (text.startsWith('...', end - 3) || text.startsWith('\u2026', end)) return start;
  // What closes a sentence is not part of the value.
  const trailing = how === 'prose' || how === 'bare' ? '.,:;?)]}*' : isLine ? ',;' : '.,:;)]}|';
  while (end > start && trailing.includes(text[end - 1] ?? '')) end--;
  return end;
}

function endsBare(text: string, at: number, isLine: boolean, inQuery: boolean): boolean {
  const unit = text.charCodeAt(at);
  // Letters and digits, which most are.
  if (isLetter(unit) || (unit >= 48 && unit <= 57)) return false;
  if (unit <= 32 || unit === 0xa0) return true;
  switch (unit) {
    case 34: // "
    case 39: // '
    case 59: // ;
    case 60: // <
    case 62: // >
    case 96: // `
    case 0x201c:
    case 0x201d:
      return true;
    case 92: // backslash
      return /[nrt"'\\u]/.test(text[at + 1] ?? '');
    case 38: // &
      return inQuery || NEXT_PARAMETER.test(text.slice(at, at + 40));
    case 35: // #
      return inQuery;
    case 41: // )
    case 44: // ,
    case 93: // ]
    case 125: // }
      return !isLine;
    default:
      return false;
  }
}

function isNameUnit(unit: number): boolean {
  return isLetter(unit) || (unit >= 48 && unit <= 57) || unit === 95 || unit === 45 || unit === 46 || unit === 0xf1;
}

function isLetter(unit: number): boolean {
  return (unit | 32) >= 97 && (unit | 32) <= 122 && unit < 128;
}
