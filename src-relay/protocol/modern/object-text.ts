import type { Edit } from '../edits.ts';
import { endOfString, skipSpace, type Span } from '../json-index.ts';
import { decodeString } from '../json-tree.ts';

/** A member of an object in a source text; its value is not looked into. */
interface MemberText {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Span;
}

/** An object in a source text, braces included, with its own members alone. */
export interface ObjectText extends Span {
  readonly members: readonly MemberText[];
}

/** What is to become of an object's members. Keys are compared decoded; a key that is set is never removed. */
export interface MemberChange {
  readonly remove: (key: string) => boolean;
  /** JSON text by key. */
  readonly set: Readonly<Record<string, string>>;
}

/**
 * The object that stands at `from`, or undefined where another value does. One pass over the text that builds nothing of
 * what is nested, for text that was accepted before (frameFromText).
 */
export function objectText(source: string, from = 0): ObjectText | undefined {
  const start = skipSpace(source, from);
  if (source[start] !== '{') return undefined;
  const members: MemberText[] = [];
  let at = skipSpace(source, start + 1);
  while (at < source.length && source[at] !== '}') {
    const keySpan = { start: at, end: endOfString(source, at) + 1 };
    const value = valueSpan(source, skipSpace(source, keySpan.end) + 1);
    members.push({ key: decodeString(source, keySpan), keySpan, value });
    at = skipSpace(source, value.end);
    if (source[at] === ',') at = skipSpace(source, at + 1);
  }
  return { start, end: at + 1, members };
}

/** The items of the array that stands at `from`; none where another value does. */
export function arrayItems(source: string, from: number): Span[] {
  const start = skipSpace(source, from);
  if (source[start] !== '[') return [];
  const items: Span[] = [];
  let at = skipSpace(source, start + 1);
  while (at < source.length && source[at] !== ']') {
    const item = valueSpan(source, at);
    items.push(item);
    at = skipSpace(source, item.end);
    if (source[at] === ',') at = skipSpace(source, at + 1);
  }
  return items;
}

/** The value of an object's member, by its decoded key. */
export function memberValue(object: ObjectText | undefined, key: string): Span | undefined {
  return object?.members.find((member) => member.key === key)?.value;
}

/** Edits that carry a change out. An edit that adds stands before those that remove at the same place. */
export function memberEdits(source: string, object: ObjectText, change: MemberChange): Edit[] {
  const edits: Edit[] = [];
  const added = new Map(Object.entries(change.set));
  let lastKept = -1;
  object.members.forEach(({ key, keySpan, value }, index) => {
    const text = added.get(key);
    if (text !== undefined) {
      added.delete(key);
      if (source.slice(value.start, value.end) !== text) edits.push({ ...value, text });
      lastKept = index;
    } else if (!change.remove(key)) {
      lastKept = index;
    } else if (lastKept >= 0) {
      edits.push({ start: object.members[index - 1]?.value.end ?? keySpan.start, end: value.end, text: '' });
    } else {
      edits.push({ start: keySpan.start, end: object.members[index + 1]?.keySpan.start ?? value.end, text: '' });
    }
  });
  if (added.size > 0) {
    const at = object.start + 1;
    edits.unshift({ start: at, end: at, text: `${membersText(added)}${lastKept >= 0 ? ',' : ''}` });
  }
  return edits;
}

/** Members as they stand between an object's braces. */
export function membersText(members: Iterable<readonly [string, string]>): string {
  return [...members].map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',');
}

function valueSpan(source: string, from: number): Span {
  const start = skipSpace(source, from);
  const first = source[start];
  if (first === '"') return { start, end: endOfString(source, start) + 1 };
  if (first !== '{' && first !== '[') {
    let end = start;
    while (end < source.length && !',]} \n\r\t'.includes(source.charAt(end))) end += 1;
    return { start, end };
  }
  let depth = 0;
  let at = start;
  do {
    switch (source[at]) {
      case '"':
        at = endOfString(source, at);
        break;
      case '{':
      case '[':
        depth += 1;
        break;
      case '}':
      case ']':
        depth -= 1;
        break;
      default:
    }
    at += 1;
  } while (depth > 0 && at < source.length);
  return { start, end: at };
}
