import type { CallQuery } from '../../../state/calls/query.ts';
import { outcomeWord } from '../../../ui/outcome-mark.tsx';
import { dayTime } from '../../../ui/time-format.ts';
import { clientName } from '../client-name.ts';
import { type FilterKind, KIND_TITLES, KINDS, SPAN_TITLES } from './kinds.ts';

/** A filter that is set, as a chip shows it. */
export interface FilterChip {
  readonly kind: FilterKind;
  readonly title: string;
  readonly values: readonly string[];
}

/** The chips of a query, without its text, which has its own field. */
export function chipsOf(query: CallQuery): FilterChip[] {
  return ([...KINDS, 'sessions'] as const)
    .map((kind) => ({ kind, title: KIND_TITLES[kind], values: valuesOf(query, kind) }))
    .filter(({ values }) => values.length > 0);
}

function valuesOf(query: CallQuery, kind: FilterKind): readonly string[] {
  if (kind === 'outcomes') return (query.outcomes ?? []).map((one) => outcomeWord(one).toLowerCase());
  if (kind === 'clients') return (query.clients ?? []).map(clientName);
  if (kind !== 'time') return query[kind] ?? [];
  const { time } = query;
  if (time === undefined) return [];
  if (typeof time === 'string') return [SPAN_TITLES[time].toLowerCase()];
  const { since, until } = time;
  if (since !== undefined && until !== undefined) return [`${dayTime(since)} to ${dayTime(until)}`];
  return [since === undefined ? `before ${dayTime(until ?? 0)}` : `since ${dayTime(since)}`];
}
