import type { Tool } from '../../../src-relay/control/contract.ts';

/** What a tool's server says of its effects, in words: what it claims, not what it leaves open. */
export function hintsOf({ readOnly, destructive, idempotent, openWorld }: Tool['annotations']): readonly string[] {
  const hints: string[] = [];
  if (readOnly === true) hints.push('read-only');
  if (readOnly === false) hints.push('writes');
  if (destructive === true) hints.push('destructive');
  if (destructive === false) hints.push('not destructive');
  if (idempotent === true) hints.push('idempotent');
  if (openWorld === true) hints.push('open world');
  if (openWorld === false) hints.push('closed world');
  return hints;
}

/** The hints that matter in a list: what could do harm, and what cannot. */
export function keyHintsOf({ readOnly, destructive, openWorld }: Tool['annotations']): readonly string[] {
  return hintsOf({
    readOnly: readOnly === true ? true : null,
    destructive: destructive === true ? true : null,
    idempotent: null,
    openWorld: openWorld === true ? true : null,
  });
}
