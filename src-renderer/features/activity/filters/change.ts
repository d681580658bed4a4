import { OUTCOMES } from '../../../../src-relay/control/contract.ts';
import { type CallQuery, SPANS } from '../../../state/calls/query.ts';
import type { FilterKind, Option } from './kinds.ts';

/** The query without one kind of filter. */
export function without(query: CallQuery, kind: FilterKind | 'text'): CallQuery {
  const { [kind]: _gone, ...rest } = query;
  return rest;
}

/** The query with one value more, or less where it was chosen. */
export function toggled(query: CallQuery, option: Option): CallQuery {
  const { kind, value, chosen } = option;
  if (kind === 'time') {
    const span = SPANS.find((one) => one === value);
    return chosen || span === undefined ? without(query, 'time') : { ...query, time: span };
  }
  if (kind === 'outcomes') {
    const outcomes = OUTCOMES.filter((one) => (one === value ? !chosen : query.outcomes?.includes(one)));
    return outcomes.length === 0 ? without(query, kind) : { ...query, outcomes };
  }
  const rest = (query[kind] ?? []).filter((one) => one !== value);
  const values = chosen ? rest : [...rest, value];
  return values.length === 0 ? without(query, kind) : { ...query, [kind]: values };
}
