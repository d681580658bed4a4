import { isList, isObject, type Json } from './payload.ts';

/** The content blocks of an MCP tool result; undefined where the value is none. */
export function contentBlocksOf(value: Json): readonly Json[] | undefined {
  if (!isObject(value)) return undefined;
  const content = value['content'];
  return content !== undefined && isList(content) ? content : undefined;
}

/** What a payload holds beside its content blocks; undefined where that is nothing. */
export function restOf(value: Json): Json | undefined {
  if (!isObject(value) || contentBlocksOf(value) === undefined) return value;
  const { content: _shown, ...rest } = value;
  return Object.keys(rest).length === 0 ? undefined : rest;
}

/** The text of a content block of type text that holds nothing else. */
export function textOf(block: Json): string | undefined {
  if (!isObject(block) || block['type'] !== 'text' || Object.keys(block).length !== 2) return undefined;
  const text = block['text'];
  return typeof text === 'string' ? text : undefined;
}
