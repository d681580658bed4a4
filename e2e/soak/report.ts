import { availableParallelism } from 'node:os';

import { quantile } from '../../bench/statistics.ts';
import { STARTING_MS } from './client/calls.ts';
import type { MachineLog } from './machine.ts';
import type { MemoryLog, Slope } from './memory.ts';
import { ENDS, type Tally } from './tally.ts';

/** The budget of performance.md, in MB. */
const MAX_PER_THOUSAND_CALLS = 0.3;
/** The part of the last life of the relay that is not measured. */
const WARM_UP = 0.25;

export interface Figures {
  readonly minutes: number;
  readonly clients: number;
  readonly servers: number;
  readonly kills: number;
  readonly processes: number;
  readonly remaining: readonly string[];
  readonly memory: MemoryLog;
  readonly machine: MachineLog;
  readonly tally: Tally;
}

/** What must not be. A slope means something only if it was measured for a while. */
export function violations({ tally, remaining, memory }: Figures): readonly string[] {
  const found = [...tally.violations].flatMap(([kind, { count, examples }]) => [
    `${count} x ${kind}`,
    ...examples.map((example) => `  - ${example}`),
  ]);
  for (const one of remaining) found.push(`a process is left: ${one}`);
  const slope = memory.slope(WARM_UP);
  if (slope !== undefined && slope.minutes >= 3 && slope.ofLows > MAX_PER_THOUSAND_CALLS) {
    found.push(`memory grows by ${slope.ofLows.toFixed(2)} MB per 1,000 calls`);
  }
  return found;
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

function callTable({ counts, times }: Tally): readonly string[] {
  const heads = ['call', ...ENDS, 'p50 ms', 'p99 ms', 'longest ms'];
  return [
    row(heads),
    row(heads.map((_head, index) => (index === 0 ? '---' : '---:'))),
    ...[...counts].map(([kind, ends]) => {
      const taken = times.get(kind) ?? [];
      const figures =
        taken.length === 0 ? ['', '', ''] : [0.5, 0.99, 1].map((share) => quantile(taken, share).toFixed(0));
      return row([kind, ...ENDS.map((end) => ends.get(end) ?? 0), ...figures]);
    }),
  ];
}

function memoryLines(slope: Slope | undefined): readonly string[] {
  if (slope === undefined) return ['Memory: too few readings.'];
  const { ofLows, perMinute, perThousandCalls, minutes, calls, first, last, highest, lows } = slope;
  return [
    `Memory of the relay (RSS) over the last ${minutes.toFixed(1)} minutes and ${calls} calls of its last life, the first`,
    `quarter left out as warm-up: ${first.toFixed(0)} MB, at the end ${last.toFixed(0)} MB, at most ${highest.toFixed(0)} MB, at least`,
    `${lows[0].toFixed(0)} MB in the first half of that time and ${lows[1].toFixed(0)} MB in the second. Slope of the`,
    `lows of each half minute, by least squares: **${ofLows.toFixed(2)} MB per 1,000 calls** (budget ${MAX_PER_THOUSAND_CALLS}); of all readings, garbage`,
    `included, ${perThousandCalls.toFixed(2)} MB per 1,000 calls and ${perMinute.toFixed(2)} MB per minute.`,
  ];
}

function machineLine({ loads: [low, high], longestStall }: MachineLog): string {
  const cores = availableParallelism();
  return `Load average of the machine ${low.toFixed(1)} to ${high.toFixed(1)} on ${cores} cores; this program was once not let run for ${longestStall.toFixed(0)} ms.`;
}

/** The page of the figures. @param day ISO 8601, without the time */
export function markdown(figures: Figures, day: string): string {
  const { tally, memory } = figures;
  const found = violations(figures);
  return [
    '# Soak',
    '',
    `Written by \`node e2e/soak/run.ts\` on ${day}, ${figures.minutes} minutes: ${figures.clients} clients (stdio joined to the`,
    'relay, /sse, /mcp in both eras) that all use the same JSON-RPC ids and progress tokens, those with sessions the same',
    `bearer token too, ${figures.servers} servers (stdio and HTTP, both eras), ${tally.total()} calls. Servers were killed ${figures.kills} times,`,
    `the relay was stopped once (SIGTERM) and killed once (SIGKILL), clients came back ${tally.reconnects} times. ${tally.asks} questions of`,
    `servers and ${tally.progress} progress notifications reached clients, ${tally.lateAsks} of the questions on account of a call of the same`,
    `client that had ended by then. ${tally.strays} messages came for calls that were given up by then; ${tally.skipped} calls were not made,`,
    'since no client was free or connected.',
    '',
    ...callTable(tally),
    '',
    '- answered: with the nonce of the call, by the server that was called',
    '- given up: `AISEC_TOOL_EXECUTION_ERROR`: the server was killed, or did not answer in time (`stall` never does)',
    '- refused: the server could not ask, for the relay could not tell on whose account it did',
    '- lost: the connection went with the relay, or the session with it',
    `- starting: \`AISEC_TOOL_NOT_FOUND\` in the first ${STARTING_MS / 1000} s of the relay, while it connects to its servers`,
    '- unexpected, wrong, hang: none is allowed',
    '',
    ...memoryLines(memory.slope(WARM_UP)),
    '',
    machineLine(figures.machine),
    '',
    `Processes below the relay and the bridges: ${figures.processes} seen, ${figures.remaining.length} left at the end.`,
    '',
    '## Violations',
    '',
    ...(found.length === 0 ? ['None.'] : found.map((one) => (one.startsWith(' ') ? one : `- ${one}`))),
    '',
  ].join('\n');
}
