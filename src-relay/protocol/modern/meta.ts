import { applyEdits, type Edit } from '../edits.ts';
import type { Span } from '../json-index.ts';
import { memberEdits, membersText, memberValue, objectText, type MemberChange } from './object-text.ts';

export type MetaChange = MemberChange;

/**
 * Edits that change keys of `params._meta` in a message. What is not there is created; a `_meta` that is left empty goes.
 * Params that are no object (JSON-RPC knows arrays, MCP does not) have no place for it and stay as they are.
 * @param params where the params stand in `source`; undefined where `source` is a message that has none
 */
export function metaEdits(source: string, params: Span | undefined, change: MetaChange): Edit[] {
  if (!params) {
    const message = objectText(source);
    const meta = created(change);
    return message && meta !== undefined ? setMember(source, message.start, 'params', `{"_meta":${meta}}`) : [];
  }
  return objectMetaEdits(source, params.start, change);
}

/** Params with keys of their `_meta` changed; `{}` where there were none and nothing is set. */
export function withMeta(params: string | undefined, change: MetaChange): string {
  const source = params ?? '{}';
  return applyEdits(source, objectMetaEdits(source, 0, change));
}

/** The same for any object that has a `_meta` of its own, such as a result: `from` is where it starts in `source`. */
export function objectMetaEdits(source: string, from: number, change: MetaChange): Edit[] {
  const object = objectText(source, from);
  if (!object) return [];
  const span = memberValue(object, '_meta');
  const meta = span && objectText(source, span.start);
  if (!meta) {
    const text = created(change);
    return text === undefined ? [] : setMember(source, object.start, '_meta', text);
  }
  const isLeftEmpty =
    Object.keys(change.set).length === 0 &&
    meta.members.length > 0 &&
    meta.members.every(({ key }) => change.remove(key));
  return isLeftEmpty
    ? memberEdits(source, object, { remove: (key) => key === '_meta', set: {} })
    : memberEdits(source, meta, change);
}

function created({ set }: MetaChange): string | undefined {
  const members = Object.entries(set);
  return members.length === 0 ? undefined : `{${membersText(members)}}`;
}

function setMember(source: string, from: number, key: string, text: string): Edit[] {
  const object = objectText(source, from);
  return object ? memberEdits(source, object, { remove: () => false, set: { [key]: text } }) : [];
}
