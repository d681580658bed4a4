import type { FindingKind, FlowSource } from '../../protocol/scan-types.ts';

/** How long anything that a server said is remembered, in milliseconds. */
export const LIFETIME_MS = 30 * 60 * 1000;
/** Letters and digits of the shortest value that is followed, and of the runs that find one. */
export const VALUE_GRAM = 8;
/** Letters and digits of the runs that long passages are told by. */
export const TEXT_GRAM = 48;
/** Servers that one value or run is known of. */
const MAX_SOURCES = 4;

export type FlowKind = 'secret' | 'pii' | 'text';

/** A place in the client's text that a server's answer was found at, in UTF-16 units. */
export interface Trace {
  readonly kind: FlowKind;
  /** The placeholder's name of a value, as its detector said it. */
  readonly name: string | undefined;
  readonly source: FlowSource;
  readonly start: number;
  readonly end: number;
  /** Letters and digits that are the same. */
  readonly length: number;
}

/** What a value is, as far as it may be remembered. */
export interface ValueKind {
  readonly kind: Extract<FindingKind, 'secret' | 'pii'>;
  readonly name: string | undefined;
}

/** Adds a source to those that are known; the first one of a server stays. */
export function withSource(known: readonly FlowSource[], source: FlowSource): readonly FlowSource[] {
  if (known.length >= MAX_SOURCES || known.some(({ server }) => server === source.server)) return known;
  return [...known, source];
}

/** The source that a text came from which now goes to `sink`; undefined where that server said it itself. */
export function foreignSource(sources: readonly FlowSource[], sink: string): FlowSource | undefined {
  return sources.some(({ server }) => server === sink) ? undefined : sources[0];
}
