export const rowIds = [
  'cold',
  'sequential',
  'flow8',
  'flow64',
  'big1m',
  'stop8m',
  'alive14m',
  'hang',
  'many',
  'memory',
  'sessions',
] as const;
export type RowId = (typeof rowIds)[number];

export interface Metric {
  row: RowId;
  title: string;
  digits: number;
  /** Which way is good, for "ahead of the peers"; `yes` rows hold or do not. */
  better: 'low' | 'high' | 'yes';
}

/** Everything that is measured, in the order of the table. */
export const metrics = {
  seqP50: { row: 'sequential', title: 'sequential call, p50 ms', digits: 3, better: 'low' },
  seqP99: { row: 'sequential', title: 'sequential call, p99 ms', digits: 3, better: 'low' },
  rate8: { row: 'flow8', title: 'calls/s, 1 session, 8 in flight', digits: 0, better: 'high' },
  rate64: { row: 'flow64', title: 'calls/s, 20 sessions, 64 in flight', digits: 0, better: 'high' },
  p99At64: { row: 'flow64', title: 'p99 there, ms', digits: 1, better: 'low' },
  cpu64: { row: 'flow64', title: 'relay CPU per call there, us', digits: 1, better: 'low' },
  big1m: { row: 'big1m', title: '1 MB result, p50 ms', digits: 2, better: 'low' },
  stop8m: { row: 'stop8m', title: 'longest stop of others while 8 MB passes, ms', digits: 0, better: 'low' },
  alive14m: { row: 'alive14m', title: 'a 14 MB result leaves every session alive', digits: 0, better: 'yes' },
  cold: { row: 'cold', title: 'cold start to first tools/list, ms', digits: 0, better: 'low' },
  hang: { row: 'hang', title: '1 of 4 servers hangs: list with the other 3, ms', digits: 0, better: 'low' },
  manyCold: { row: 'many', title: '30 servers x 20 tools: cold start, ms', digits: 0, better: 'low' },
  manyList: { row: 'many', title: '30 servers x 20 tools: tools/list p50, ms', digits: 2, better: 'low' },
  rss: { row: 'memory', title: 'RSS after N calls, MB', digits: 0, better: 'low' },
  slope: { row: 'memory', title: 'RSS slope, MB per 1,000 calls', digits: 2, better: 'low' },
  sessions: { row: 'sessions', title: '200 sessions opened and closed leave nothing', digits: 0, better: 'yes' },
} as const satisfies Record<string, Metric>;
export type MetricId = keyof typeof metrics;

function isMetricId(text: string): text is MetricId {
  return Object.hasOwn(metrics, text);
}

export const metricIds = Object.keys(metrics).filter((id) => isMetricId(id));

export function isRowId(text: string): text is RowId {
  return rowIds.some((id) => id === text);
}
