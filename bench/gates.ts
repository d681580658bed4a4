import type { MetricId } from './metrics.ts';
import type { Samples } from './samples.ts';
import type { TargetId } from './targets/target.ts';

/** The budget of performance.md: each gate is a figure of the relay, alone or against another target of the same run. */
export interface Gate {
  metric: MetricId;
  against?: TargetId;
  atMost?: number;
  atLeast?: number;
  title: string;
}

export const gates: readonly Gate[] = [
  { metric: 'cpu64', against: 'thin', atMost: 1.6, title: 'relay CPU per call' },
  { metric: 'cpu64', against: 'mcp-hub', atMost: 0.45, title: 'relay CPU per call' },
  { metric: 'seqP50', against: 'thin', atMost: 1.4, title: 'sequential p50' },
  { metric: 'seqP50', against: 'direct', atMost: 1.9, title: 'sequential p50' },
  { metric: 'rate64', against: 'thin', atLeast: 0.65, title: 'calls/s at 20 x 64' },
  { metric: 'rate64', against: 'mcp-hub', atLeast: 1.5, title: 'calls/s at 20 x 64' },
  { metric: 'rate64', against: 'mcp-proxy', atLeast: 3, title: 'calls/s at 20 x 64' },
  { metric: 'big1m', against: 'thin', atMost: 1.5, title: '1 MB result p50' },
  { metric: 'big1m', against: 'mcp-hub', atMost: 0.9, title: '1 MB result p50' },
  { metric: 'stop8m', atMost: 250, title: 'longest stop of others, ms' },
  { metric: 'alive14m', atLeast: 1, title: 'a 14 MB result leaves every session alive' },
  { metric: 'hang', atMost: 2000, title: 'one of 4 servers hangs: list with the other three, ms' },
  { metric: 'cold', against: 'mcp-hub', atMost: 0.6, title: 'cold start to first tools/list' },
  { metric: 'manyCold', against: 'thin', atMost: 1.2, title: 'cold start, 30 servers x 20 tools' },
  { metric: 'manyList', against: 'thin', atMost: 1.2, title: 'tools/list, 600 tools' },
  { metric: 'rss', atMost: 130, title: 'RSS after 50,000 calls, MB' },
  { metric: 'slope', atMost: 0.3, title: 'RSS slope, MB per 1,000 calls' },
  { metric: 'sessions', atLeast: 1, title: '200 sessions opened and closed leave nothing' },
];

type Verdict = 'ok' | 'NOT MET' | 'not measured';

export interface Judged {
  gate: Gate;
  figure: number | undefined;
  verdict: Verdict;
  reason: string;
}

/** A round of the relay's that failed fails the gate, whatever the others gave. */
export function judge(gate: Gate, samples: Samples): Judged {
  const own = samples.cell(gate.metric, 'relay');
  if (own === undefined) return { gate, figure: undefined, verdict: 'not measured', reason: '' };
  if (own.failures.length > 0) {
    return { gate, figure: undefined, verdict: 'NOT MET', reason: `failed: ${own.failures.join('; ')}` };
  }
  const base = gate.against === undefined ? 1 : samples.cell(gate.metric, gate.against)?.value;
  if (own.value === undefined || base === undefined) {
    return { gate, figure: undefined, verdict: 'not measured', reason: `no figure for ${gate.against ?? 'the relay'}` };
  }
  const figure = own.value / base;
  const met = figure <= (gate.atMost ?? Infinity) && figure >= (gate.atLeast ?? -Infinity);
  return { gate, figure, verdict: met ? 'ok' : 'NOT MET', reason: own.notes.join('; ') };
}
