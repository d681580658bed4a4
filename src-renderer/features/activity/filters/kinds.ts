import { OUTCOMES } from '../../../../src-relay/control/contract.ts';
import type { Facets } from '../../../state/calls/calls.ts';
import { type CallQuery, type ListKey, SPANS, type Span } from '../../../state/calls/query.ts';
import { outcomeWord } from '../../../ui/outcome-mark.tsx';

/** What calls can be filtered by, other than text. */
export type FilterKind = 'outcomes' | ListKey | 'time';

export const KIND_TITLES: Readonly<Record<FilterKind, string>> = {
  outcomes: 'Outcome',
  servers: 'Server',
  tools: 'Tool',
  clients: 'Client',
  sessions: 'Session',
  detectors: 'Detector',
  time: 'Time',
};

/** Kinds that a person picks from; a session has no name to pick: it is set from one of its calls. */
export const KINDS: readonly FilterKind[] = ['outcomes', 'servers', 'tools', 'clients', 'detectors', 'time'];

export const SPAN_TITLES: Readonly<Record<Span, string>> = {
  '15m': 'Last 15 minutes',
  '1h': 'Last hour',
  today: 'Today',
  '7d': 'Last 7 days',
};

/** One value that a filter can be set to. */
export interface Option {
  readonly kind: FilterKind;
  readonly value: string;
  readonly title: string;
  /** Names come from servers and clients: they are shown as untrusted text. */
  readonly untrusted: boolean;
  readonly chosen: boolean;
}

const titleCased = (kind: FilterKind, value: string): string =>
  kind === 'clients' && value.startsWith('client:') ? value.slice('client:'.length) : value;

/** All values that the filters can be set to, with those that are. */
export function optionsOf(query: CallQuery, facets: Facets | undefined): Option[] {
  const outcomes = OUTCOMES.map((value) => ({
    kind: 'outcomes' as const,
    value,
    title: outcomeWord(value),
    untrusted: false,
    chosen: query.outcomes?.includes(value) ?? false,
  }));
  const names = (['servers', 'tools', 'clients', 'detectors'] as const).flatMap((kind) => {
    const chosen = query[kind] ?? [];
    return [...new Set([...(facets?.[kind] ?? []), ...chosen])].map((value) => ({
      kind,
      value,
      title: titleCased(kind, value),
      untrusted: true,
      chosen: chosen.includes(value),
    }));
  });
  const spans = SPANS.map((value) => ({
    kind: 'time' as const,
    value,
    title: SPAN_TITLES[value],
    untrusted: false,
    chosen: query.time === value,
  }));
  return [...outcomes, ...names, ...spans];
}

/** The options to show: those of one kind, and of them those that hold the typed text. */
export function narrow(options: readonly Option[], kind: FilterKind | undefined, text: string): Option[] {
  const typed = text.trim().toLowerCase();
  return options.filter(
    (option) =>
      (kind === undefined || option.kind === kind) &&
      (typed === '' || `${KIND_TITLES[option.kind]} ${option.title}`.toLowerCase().includes(typed)),
  );
}
