import { sourceOffset, jsonStrings, type JsonStringToken } from '../../json-strings.ts';
import type { DetectorDefinition, ReportSpan, TextDetector } from '../../definition.ts';
import { isDocument, roleOf, type ParameterRole } from './role.ts';

/** Looks at one argument; gives the range that makes it dangerous. Linear in the text. */
export type ArgumentRule = (text: string, role: ParameterRole, name: string | undefined) => ArgumentSpan | undefined;

export interface ArgumentSpan {
  readonly start: number;
  readonly end: number;
}

/** Longer values are documents: an attack on a parameter has to be read as one value. */
const MAX_VALUE = 8 * 1024;
/** Arguments serialised into a string are read up to this length. */
const MAX_JSON = 64 * 1024;

type Parts = Pick<DetectorDefinition, 'id' | 'severity' | 'title' | 'explanation' | 'examples'>;

/** A detector of kind `exec` that reads every argument, up to `maxLength` UTF-16 units, by the role of its parameter. */
export function argumentDetector(parts: Parts, rule: ArgumentRule, maxLength: number = MAX_VALUE): TextDetector {
  return {
    definition: {
      ...parts,
      kind: 'exec',
      directions: ['request'],
      keywords: [],
      traits: ['syntax'],
      window: { before: 0, after: 0 },
    },
    text: (text, report, { name }) => {
      // A file's content is not read as arguments: a package.json is full of commands.
      const members = roleOf(name) === 'text' ? undefined : nestedStrings(text);
      if (members === undefined) {
        apply(rule, text, name, maxLength, report);
        return;
      }
      for (const token of members) {
        const memberName = token.name ?? name;
        const place: ReportSpan = (start, end) => report(sourceOffset(token, start), sourceOffset(token, end));
        apply(rule, token.text, memberName, maxLength, place);
      }
    },
  };
}

function apply(
  rule: ArgumentRule,
  text: string,
  name: string | undefined,
  maxLength: number,
  report: ReportSpan,
): void {
  if (text.length > maxLength) return;
  const named = roleOf(name);
  const span = rule(text, isDocument(text, named, name) ? 'text' : named, name);
  if (span) report(span.start, span.end);
}

const MAX_LINE = 120;

/** Whether a text for people is so short that it could as well be any value: one line and no sentence. */
export function isShortLine(text: string, name: string | undefined): boolean {
  return name !== undefined && text.length <= MAX_LINE && !/[\n\r`]/.test(text) && !isProse(text);
}

/** The whole value, without the blanks around it. */
export function wholeValue(text: string): ArgumentSpan {
  const start = text.length - text.trimStart().length;
  return { start, end: Math.max(start + 1, text.trimEnd().length) };
}

// All argument detectors ask about the same text one after the other.
let lastText: string | undefined;
let lastStrings: readonly JsonStringToken[] | undefined;

/** The strings of a value that is JSON itself, with the keys they stand under; `undefined` for any other value. */
function nestedStrings(text: string): readonly JsonStringToken[] | undefined {
  if (!/^\s{0,20}[[{]\s{0,20}["[{]/.test(text) || text.length > MAX_JSON) return undefined;
  if (text === lastText) return lastStrings;
  lastText = text;
  lastStrings = parses(text) ? jsonStrings(text) : undefined;
  return lastStrings;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const WORD = /^["'(]?[A-Za-z][a-z]{0,20}(?:'[a-z]{1,2})?[.,?!:;)"']{0,2}$/;
const MIN_WORDS = 5;
const MAX_TOKENS = 200;

/** Whether a value reads like sentences: such a value speaks of commands and does not give one. */
export function isProse(text: string): boolean {
  const tokens = text.split(/\s{1,20}/, MAX_TOKENS).filter((token) => token !== '');
  if (tokens.length < MIN_WORDS) return false;
  let words = 0;
  for (const token of tokens) if (WORD.test(token)) words++;
  return words >= MIN_WORDS && words >= tokens.length * 0.7;
}
