/**
 * CPU per call and calls per second as ratios, on a machine that others use too: the targets take turns in short stretches,
 * and each stretch is compared with the one of the thin forwarder beside it. 20 sessions, 64 calls in flight.
 */
import './warnings.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { killEverything } from './process/launch.ts';
import { load } from './rows/calls.ts';
import { Stage } from './rows/stage.ts';
import type { Session } from './rpc.ts';
import { median } from './statistics.ts';
import { mcpHub } from './targets/peers.ts';
import { relay } from './targets/relay.ts';
import type { Target } from './targets/target.ts';
import { thin } from './targets/thin.ts';
import { Workplace } from './workplace.ts';

const usage = `node bench/pairs.ts [--rounds 21] [--seconds 0.5]
  the relay is the built bundle: npm run build comes before
`;
const maxCalls = 1_000_000;
const warmSeconds = 2.5;

interface Contender {
  id: string;
  stage: Stage;
  tool: string;
  sessions: Session[];
  cpu: number[];
  rate: number[];
}

/** CPU time of all threads in microseconds. Finer than the ticks of /proc/PID/stat, which are long for short stretches. */
function threadMicros(stage: Stage): number {
  let nanos = 0;
  for (const { pid } of stage.ownProcesses()) {
    for (const thread of readdirSync(`/proc/${String(pid)}/task`)) {
      try {
        nanos += Number(readFileSync(`/proc/${String(pid)}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
      } catch {
        // The thread has ended meanwhile.
      }
    }
  }
  return nanos / 1000;
}

async function contender(place: Workplace, target: Target): Promise<Contender> {
  const effort = { warmSeconds, loadSeconds: 0, sequentialCalls: 0, repeats: 0, memoryCalls: 0 };
  const servers = [place.fixture('echo')];
  const stage = await Stage.open({ place, target, servers, maxTools: 64, expectedTools: 2, limitMs: 20_000, effort });
  const tool = await stage.client.toolName(stage.session, 'echo');
  const sessions: Session[] = [];
  for (let i = 0; i < 20; i++) sessions.push(await stage.client.open());
  await load({ sessions, tool, inFlight: 64, seconds: warmSeconds, maxCalls });
  return { id: target.id, stage, tool, sessions, cpu: [], rate: [] };
}

async function stretch({ stage, tool, sessions, cpu, rate }: Contender, seconds: number): Promise<void> {
  const before = threadMicros(stage);
  const { calls, perSecond } = await load({ sessions, tool, inFlight: 64, seconds, maxCalls });
  cpu.push((threadMicros(stage) - before) / calls);
  rate.push(perSecond);
}

function line({ id, cpu, rate, stage }: Contender, base: Contender): string {
  const ratio = (own: number[], others: number[]): string =>
    median(own.map((value, index) => value / (others[index] ?? value))).toFixed(2);
  const figures = [median(cpu).toFixed(1), ratio(cpu, base.cpu), median(rate).toFixed(0), ratio(rate, base.rate)];
  return [id, ...figures, stage.rssMegabytes().toFixed(0)].map((cell) => cell.padStart(10)).join('');
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '21' }, seconds: { type: 'string', default: '0.5' } },
});
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 500 || !(seconds > 0 && seconds <= 10)) {
  process.stdout.write(usage);
  process.exit(2);
}
const place = new Workplace();
process.on('exit', () => {
  killEverything();
  place.remove();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
const targets = [thin(), relay(false), mcpHub].filter((target) => target.unavailable() === undefined);
const all: Contender[] = [];
for (const target of targets) all.push(await contender(place, target));
for (let round = 0; round < rounds; round++) {
  for (const one of round % 2 === 0 ? all : all.toReversed()) await stretch(one, seconds);
}
const [base] = all;
process.stdout.write('                cpu us    x thin   calls/s    x thin    RSS MB\n');
if (base) for (const one of all) process.stdout.write(`${line(one, base)}\n`);
for (const { stage } of all) await stage.close();
process.exit(0);
