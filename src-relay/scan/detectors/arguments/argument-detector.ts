import { sourceOffset, jsonStrings, type JsonStringToken } from '../../json-strings.ts';
import type { DetectorDefinition, TextDetector } from '../../definition.ts';
import { compileAtOnce } from '../../native-code.ts';
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

interface ArgumentOptions {
  /** Longest value that is read, in UTF-16 units. */
  readonly maxLength?: number;
  /** Patterns so large that making code of them shows: it is made when the first argument comes, and once. */
  readonly large?: readonly RegExp[];
}

/** A detector of kind `exec` that reads every argument by the role of its parameter. */
export function argumentDetector(parts: Parts, rule: ArgumentRule, options: ArgumentOptions = {}): TextDetector {
  const { maxLength = MAX_VALUE, large = [] } = options;
  let isCompiled = false;
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
      if (!isCompiled) large.forEach(compileAtOnce);
      isCompiled = true;
      const { role, members } = argumentOf(text, name);
      if (members === undefined) {
        if (text.length > maxLength) return;
        const span = rule(text, role, name);
        if (span) report(span.start, span.end);
        return;
      }
      for (const token of members) {
        if (token.text.length > maxLength) continue;
        const memberName = token.name ?? name;
        const span = rule(token.text, roleOfValue(token.text, memberName), memberName);
        if (span) report(sourceOffset(token, span.start), sourceOffset(token, span.end));
      }
    },
  };
}

/** What a parameter is for, also told by a value that is a document. */
function roleOfValue(text: string, name: string | undefined): ParameterRole {
  const named = roleOf(name);
  return isDocument(text, named, name) ? 'text' : named;
}

interface Argument {
  readonly text: string;
  readonly name: string | undefined;
  readonly role: ParameterRole;
  /** The strings of a value that is JSON itself, with the keys they stand under. */
  readonly members: readonly JsonStringToken[] | undefined;
}

// All argument detectors ask about the same text one after the other. Nothing long is held for that.
let last: Argument = { text: '', name: undefined, role: 'text', members: undefined };

function argumentOf(text: string, name: string | undefined): Argument {
  if (last.name === name && last.text === text) return last;
  // A file's content is not read as arguments: a package.json is full of commands.
  const members = roleOf(name) === 'text' ? undefined : nestedStrings(text);
  const argument = { text, name, role: roleOfValue(text, name), members };
  if (text.length <= MAX_JSON) last = argument;
  return argument;
}

function nestedStrings(text: string): readonly JsonStringToken[] | undefined {
  if (!/^\s{0,20}[[{]\s{0,20}["[{]/.test(text) || text.length > MAX_JSON) return undefined;
  return parses(text) ? jsonStrings(text) : undefined;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
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

const WORD = /^["'(]?[A-Za-z][a-z]{0,20}(?:'[a-z]{1,2})?[.,?!:;)"']{0,2}$/;
const MIN_WORDS = 5;
const MAX_TOKENS = 200;

let proseText = '';
let proseAnswer = false;

/** Whether a value reads like sentences: such a value speaks of commands and does not give one. */
export function isProse(text: string): boolean {
  if (text === proseText) return proseAnswer;
  const answer = readsLikeProse(text);
  if (text.length <= MAX_JSON) {
    proseText = text;
    proseAnswer = answer;
  }
  return answer;
}

function readsLikeProse(text: string): boolean {
  const tokens = text.split(/\s{1,20}/, MAX_TOKENS).filter((token) => token !== '');
  if (tokens.length < MIN_WORDS) return false;
  let words = 0;
  for (const token of tokens) if (WORD.test(token)) words++;
  return words >= MIN_WORDS && words >= tokens.length * 0.7;
}
