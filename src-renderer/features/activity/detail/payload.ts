import type { StoredFinding } from '../../../../src-relay/control/contract.ts';
import type { Highlight } from '../../../ui/untrusted/untrusted-text.tsx';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Path = readonly (string | number)[];
export type Side = 'request' | 'response';

/** Characters of a payload that the log keeps. */
const KEPT = 64 * 1024;

/** A finding with the name by which the page links it with its highlight. */
export interface NamedFinding extends StoredFinding {
  readonly id: string;
}

/** A payload, ready to be shown. */
export interface Payload {
  readonly raw: string;
  /** The parsed value; undefined where the text was cut and is no JSON any more. */
  readonly value: Json | undefined;
}

/** Names the findings of a call, so that lists and highlights agree. */
export function named(findings: readonly StoredFinding[]): NamedFinding[] {
  return findings.map((finding, index) => ({ ...finding, id: `finding-${index}` }));
}

/** Reads a stored payload. */
export function payloadOf(raw: string): Payload {
  try {
    const value: unknown = JSON.parse(raw);
    return { raw, value: isJson(value) ? value : undefined };
  } catch {
    return { raw, value: undefined };
  }
}

/** Whatever JSON.parse answers with is JSON. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}

/** Whether the log holds only the beginning of this payload. */
export function wasCut(payload: Payload): boolean {
  return payload.raw.length >= KEPT || payload.value === undefined;
}

/** The key of a place in a payload. */
export function placeKey(path: Path, inKey: boolean): string {
  return JSON.stringify([inKey, path]);
}

/** The highlights of a payload's strings, by their place. */
export function highlightsByPlace(findings: readonly NamedFinding[], side: Side): ReadonlyMap<string, Highlight[]> {
  const byPlace = new Map<string, Highlight[]>();
  for (const finding of findings) {
    if (finding.direction !== side) continue;
    for (const place of [finding, ...(finding.copies ?? [])]) {
      const key = placeKey(place.path, place.inKey);
      const list = byPlace.get(key) ?? [];
      list.push(highlightOf(finding, place.start, place.end));
      byPlace.set(key, list);
    }
  }
  return byPlace;
}

/** The highlights of a payload's JSON text. */
export function rawHighlights(findings: readonly NamedFinding[], side: Side): Highlight[] {
  return findings.flatMap((finding) =>
    finding.direction !== side
      ? []
      : [finding, ...(finding.copies ?? [])].flatMap(({ at }) => (at ? [highlightOf(finding, at[0], at[1])] : [])),
  );
}

function highlightOf(finding: NamedFinding, start: number, end: number): Highlight {
  const { id, verdict, detector } = finding;
  return { id, start, end, verdict, label: detector };
}

/** Whether a path lies in the part of a payload that begins at another. */
export function isWithin(path: Path, part: Path): boolean {
  return part.length <= path.length && part.every((step, index) => step === path[index]);
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = memberOf(at, step);
  }
  return at;
}

function memberOf(value: readonly Json[] | { readonly [key: string]: Json }, step: string | number): Json | undefined {
  if (isList(value)) return typeof step === 'number' ? value[step] : undefined;
  return Object.hasOwn(value, step) ? value[step] : undefined;
}

/** Whether a value is an array. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is an object. */
export function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** Whether a finding's text is in the part of the payload that the log keeps. */
export function hasPlace(finding: NamedFinding, payload: Payload | undefined): boolean {
  if (!payload) return false;
  if (payload.value === undefined) return finding.at !== undefined && finding.at[0] < payload.raw.length;
  const value = valueAt(payload.value, finding.path);
  return finding.inKey ? value !== undefined : typeof value === 'string' && finding.start < value.length;
}
