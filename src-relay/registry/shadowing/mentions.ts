import type { JsonObject } from '../../protocol/json.ts';
import { textOf } from '../changes/texts.ts';

/** A name in a definition, with an order about it around it. */
export interface Mention {
  /** Lower case. */
  readonly name: string;
  /** It stands there as a name: in quotes or backticks, with a separator in it, or with the word tool beside it. */
  readonly isMarked: boolean;
  /** The words around it, on one line. */
  readonly words: string;
}

/** Words that tell the reader when or whether to use something. */
const ORDER =
  /\b(?:before|after|instead of|rather than|in place of|whenever|every time|always|never|do not|don't|must|first|prior to|replaces|supersedes|deprecated|overrides?)\b/giu;
const NAME = /[\p{L}\p{N}][\p{L}\p{N}_.-]{2,63}/gu;
/** Characters of one definition that are looked at, and mentions that are kept. */
const MAX_TEXT = 64 * 1024;
const MAX_MENTIONS = 200;
/** How far from an order a name may stand, in characters. */
const BEFORE = 60;
const AFTER = 100;

/** Definitions are looked at again and again as long as they are the same. */
const known = new WeakMap<JsonObject, readonly Mention[]>();

/** The names in a definition's texts that orders are given about. */
export function mentionsIn(definition: JsonObject): readonly Mention[] {
  const before = known.get(definition);
  if (before) return before;
  const { name: _, ...rest } = definition;
  const found = find(textOf(rest).slice(0, MAX_TEXT));
  known.set(definition, found);
  return found;
}

function find(text: string): Mention[] {
  const found = new Map<string, Mention>();
  let from = 0;
  for (const { index, 0: order } of text.matchAll(ORDER)) {
    // Every string stands on lines of its own: what is around an order is what the same text says.
    const before = text.slice(Math.max(from, index - BEFORE), index);
    const after = text.slice(index, index + order.length + AFTER);
    const around = before.slice(before.lastIndexOf('\n') + 1) + (after.split('\n', 1)[0] ?? '');
    const end = index + after.length;
    if (index < from) continue;
    for (const { index: at, 0: raw } of around.matchAll(NAME)) {
      const name = raw.replace(/[.-]+$/u, '').toLowerCase();
      const isMarked = isName(around, at, raw);
      if (found.has(name) && (!isMarked || found.get(name)?.isMarked === true)) continue;
      if (found.size >= MAX_MENTIONS) return [...found.values()];
      found.set(name, { name, isMarked, words: wholeWords(around, text[index - before.length - 1]) });
    }
    // Orders that stand close together share their surroundings: each character is looked at once.
    from = end;
  }
  return [...found.values()];
}

/** A stretch of text on one line, without the half of a word that it begins with. */
function wholeWords(around: string, charBefore: string | undefined): string {
  const isCut = charBefore !== undefined && /\w/u.test(charBefore) && /^\w/u.test(around);
  return (isCut ? around.replace(/^\S+\s*/u, '…') : around).replaceAll(/\s+/gu, ' ').trim();
}

function isName(text: string, at: number, raw: string): boolean {
  const quotes = '`"\'“”‘’«»[<';
  const [before, after] = [text[at - 1] ?? '', text[at + raw.length] ?? ''];
  if (before !== '' && quotes.includes(before) && (quotes.includes(after) || after === '(')) return true;
  if (/[_]|\p{Ll}\p{Lu}|[a-z]-[a-z]/u.test(raw) || after === '(') return true;
  return /^\s+(?:tool|server|function|mcp)\b/iu.test(text.slice(at + raw.length, at + raw.length + 12));
}
