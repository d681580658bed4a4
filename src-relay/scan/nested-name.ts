import type { TextContext } from './definition.ts';
import { isLabel, isValue } from './member-names.ts';

/** How far before a place its string may begin, in UTF-16 units. */
const REACH = 2000;
const MEMBER_BEFORE = /"([^"\\]{1,100})"\s{0,10}:\s{0,10}$/;
/** A member with a string, and the key of the one behind it. */
const LABEL_BEFORE =
  /"([^"\\]{1,8})"\s{0,10}:\s{0,10}"([^"\\]{1,100})"\s{0,40},\s{0,40}"[^"\\]{1,8}"\s{0,10}:\s{0,10}$/;

/**
 * The name a place in a text stands under. Where the text is itself JSON (a result, or arguments, serialised into a
 * string), that is the nearest member's key within reach, or the name that the member before it gives; else, and where
 * none is found, the name of the whole text.
 */
export function nameAt(text: string, at: number, context: TextContext): string | undefined {
  if (!/^\s{0,100}[[{]/.test(text)) return context.name;
  const limit = Math.max(0, at - REACH);
  for (let quote = text.lastIndexOf('"', at); quote > limit; quote = text.lastIndexOf('"', quote - 1)) {
    if (text.charCodeAt(quote - 1) === 92) continue;
    const key = MEMBER_BEFORE.exec(text.slice(Math.max(0, quote - 130), quote))?.[1];
    return (key !== undefined && isValue(key) ? labelBefore(text, quote) : key) ?? key ?? context.name;
  }
  return context.name;
}

/** The name that the member before gives the value whose quote stands at `quote`. */
function labelBefore(text: string, quote: number): string | undefined {
  const [, key = '', label] = LABEL_BEFORE.exec(text.slice(Math.max(0, quote - 260), quote)) ?? [];
  return isLabel(key) ? label : undefined;
}
