import { type CallFilter, OUTCOMES, type Outcome } from '../../../src-relay/control/contract.ts';
import { startOfDay } from '../day.ts';

export const SPANS = ['15m', '1h', 'today', '7d'] as const;
/** A span of time that ends now. */
export type Span = (typeof SPANS)[number];

/** Bounds in milliseconds since the epoch: from, inclusive; until, exclusive. */
export interface Bounds {
  readonly since?: number;
  readonly until?: number;
}

/** Which calls the reader wants to see, as the address holds it. Absent or empty: all. */
export interface CallQuery {
  readonly outcomes?: readonly Outcome[];
  readonly clients?: readonly string[];
  readonly sessions?: readonly string[];
  readonly servers?: readonly string[];
  readonly tools?: readonly string[];
  readonly detectors?: readonly string[];
  readonly text?: string;
  /** A span moves with the clock, bounds stay. */
  readonly time?: Span | Bounds;
}

/** The keys of a query that hold lists of names, with their names in the address. */
const LIST_KEYS = {
  clients: 'client',
  sessions: 'session',
  servers: 'server',
  tools: 'tool',
  detectors: 'detector',
} as const;
export type ListKey = keyof typeof LIST_KEYS;
const LISTS = ['clients', 'sessions', 'servers', 'tools', 'detectors'] as const satisfies readonly ListKey[];

const isSpan = (value: string): value is Span => SPANS.some((span) => span === value);
const isOutcome = (value: string): value is Outcome => OUTCOMES.some((outcome) => outcome === value);
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

function moment(value: string | null): number | undefined {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** Reads a query from the part of the address after `?`; what it does not know it leaves out. */
export function parseQuery(search: string): CallQuery {
  const params = new URLSearchParams(search);
  const outcomes = unique(params.getAll('outcome').filter(isOutcome));
  const text = params.get('text')?.slice(0, 200);
  const span = params.get('range');
  const since = moment(params.get('since'));
  const until = moment(params.get('until'));
  const lists = LISTS.map((key) => [key, unique(params.getAll(LIST_KEYS[key]).filter(Boolean)).slice(0, 50)] as const);
  return {
    ...(outcomes.length > 0 && { outcomes }),
    ...Object.fromEntries(lists.filter(([, values]) => values.length > 0)),
    ...(text && { text }),
    ...(span !== null && isSpan(span)
      ? { time: span }
      : (since !== undefined || until !== undefined) && {
          time: { ...(since !== undefined && { since }), ...(until !== undefined && { until }) },
        }),
  };
}

/** Writes a query for the address: empty, or `?` and what follows. */
export function formatQuery(query: CallQuery): string {
  const params = new URLSearchParams();
  for (const outcome of query.outcomes ?? []) params.append('outcome', outcome);
  for (const key of LISTS) for (const value of query[key] ?? []) params.append(LIST_KEYS[key], value);
  if (query.text) params.set('text', query.text);
  if (typeof query.time === 'string') params.set('range', query.time);
  else {
    if (query.time?.since !== undefined) params.set('since', String(query.time.since));
    if (query.time?.until !== undefined) params.set('until', String(query.time.until));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** Whether a query asks for all calls. */
export function isEmptyQuery(query: CallQuery): boolean {
  return formatQuery(query) === '';
}

const MINUTE = 60_000;

/** The bounds of a span, or the bounds themselves. */
export function boundsOf(time: Span | Bounds | undefined, now: number): Bounds {
  if (typeof time !== 'string') return time ?? {};
  switch (time) {
    case '15m':
      return { since: now - 15 * MINUTE };
    case '1h':
      return { since: now - 60 * MINUTE };
    case 'today':
      return { since: startOfDay(now) };
    case '7d':
      return { since: now - 7 * 24 * 60 * MINUTE };
  }
}

/** The filter to ask the relay with. */
export function filterOf(query: CallQuery, now: number): CallFilter {
  const filter: CallFilter = { ...boundsOf(query.time, now) };
  if (query.outcomes?.length) filter.outcomes = [...query.outcomes];
  for (const key of LISTS) {
    const values = query[key];
    if (values?.length) filter[key] = [...values];
  }
  if (query.text) filter.text = query.text;
  return filter;
}
