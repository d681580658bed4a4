/** `node e2e/soak/run.ts [MINUTES]`: many clients, many servers, and all that can go wrong, for a while. */
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { Pool } from 'undici';

import { freePort } from '../../bench/targets/port.ts';
import { type World, createWorld } from '../harness/create-world.ts';
import { until } from '../harness/deadline.ts';
import { writeConfig } from '../harness/relay.ts';
import { callKinds } from './client/calls.ts';
import type { SoakClient } from './client/client.ts';
import { createClients } from './client/create-clients.ts';
import { Fleet } from './fleet.ts';
import { Leftovers } from './leftovers.ts';
import { MachineLog } from './machine.ts';
import { MemoryLog } from './memory.ts';
import { RelayProcess } from './relay-process.ts';
import { markdown, violations } from './report.ts';
import { Tally } from './tally.ts';

const USAGE = `node e2e/soak/run.ts [MINUTES] [--rate N] [--clients N] [--servers N] [--kill-every S]
                            [--one-token] [--only KINDS] [--report FILE]
  MINUTES        how long calls are made; 10 otherwise
  --rate N       calls a second of all clients together; 100 otherwise
  --clients N    50 otherwise
  --servers N    20 otherwise
  --kill-every S seconds between two servers that are killed, 0 for none; 6 otherwise
  --one-token    clients of the modern era share a token too, and with it whatever the relay knows them by
  --only KINDS   only these calls (echo,work,ask_model,ask_person,ask_late,big,stall,list)
  --report FILE  the figures as a page; they go to stdout in any case`;

const TICK_MS = 20;
const SAMPLE_MS = 1000;
const LOOK_MS = 5000;
/** Shares of the time after which the relay is stopped, and killed. Early: the rest is for the slope of its memory. */
const STOP_AT = 0.12;
const KILL_AT = 0.24;

const { values, positionals } = parseArgs({
  options: {
    rate: { type: 'string', default: '100' },
    clients: { type: 'string', default: '50' },
    servers: { type: 'string', default: '20' },
    'kill-every': { type: 'string', default: '6' },
    'one-token': { type: 'boolean', default: false },
    only: { type: 'string' },
    report: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const begin = Date.now();

function say(line: string): void {
  process.stderr.write(`[${((Date.now() - begin) / 1000).toFixed(0).padStart(4)} s] ${line}\n`);
}

if (values.help) {
  process.stdout.write(`${USAGE}\n`);
} else {
  const { world, end } = createWorld();
  process.on('SIGINT', () => void end().finally(() => process.exit(130)));
  try {
    process.exitCode = await soak(world, Number(positionals[0] ?? '10'));
  } finally {
    await end();
  }
}

async function soak(world: World, minutes: number): Promise<number> {
  const fleet = await Fleet.start(world, Number(values.servers));
  const configFile = writeConfig(world, { mcpServers: fleet.entries() });
  const port = await freePort();
  const relay = new RelayProcess(world, configFile, port);
  await relay.start();
  say(`the relay listens, ${fleet.names.length} servers behind it`);

  const pool = new Pool(`http://127.0.0.1:${port}`, { headersTimeout: 0, bodyTimeout: 0 });
  const tally = new Tally();
  const bridges = new Set<number>();
  const clients = await createClients(Number(values.clients), {
    world,
    configFile,
    pool,
    onBridge: (pid) => bridges.add(pid),
    isOneToken: values['one-token'],
    servers: fleet.names,
    kinds: callKinds(values.only),
    tally,
    relayIsUp: () => until('the relay', () => relay.isUp, 60_000).then(() => {}),
    relayAgeMs: () => relay.age,
  });
  await Promise.all(clients.map((client) => client.connect()));
  say(`${clients.length} clients are connected`);

  const machine = new MachineLog();
  const memory = new MemoryLog();
  const leftovers = new Leftovers();
  const killMs = Number(values['kill-every']) * 1000;
  const timers = [
    setInterval(() => memory.sample(relay.pid, tally.total()), SAMPLE_MS),
    setInterval(() => leftovers.look([relay.pid, ...bridges]), LOOK_MS),
    setInterval(() => machine.sample(), LOOK_MS),
    ...(killMs > 0 ? [setInterval(() => relay.isUp && fleet.killOne(relay.pid), killMs)] : []),
    setInterval(
      () =>
        say(
          `${tally.total()} calls, ${tally.violationCount} violations, RSS ${memory.course(1).split(' ').at(-1) ?? ''} MB`,
        ),
      30_000,
    ),
  ];
  const load = makeCalls(clients, tally, Number(values.rate), minutes * 60_000);
  await sleep(minutes * 60_000 * STOP_AT);
  await restart(relay, 'SIGTERM', tally);
  await sleep(minutes * 60_000 * (KILL_AT - STOP_AT));
  await restart(relay, 'SIGKILL', tally);
  await load;
  for (const timer of timers) clearInterval(timer);
  machine.stop();

  say('no more calls; waiting for those under way');
  await until('the last calls', () => clients.every((client) => client.isIdle), 60_000);
  leftovers.look([relay.pid, ...bridges]);
  for (const client of clients) client.stop();
  await pool.destroy();
  for (const fault of await relay.stop('SIGTERM')) tally.violation('bad end of the relay', fault);
  fleet.stop();
  await sleep(1000);

  const figures = {
    minutes,
    clients: clients.length,
    servers: fleet.names.length,
    kills: fleet.kills,
    processes: leftovers.count,
    remaining: leftovers.remaining(relay.instances),
    memory,
    machine,
    tally,
  };
  const page = markdown(figures, new Date().toISOString().slice(0, 10));
  const reasons = tally.reasons.slice(0, 20).join('\n');
  process.stdout.write(`${page}\nRSS in MB every 20 s: ${memory.course(1 / 3)}\nNot answered:\n${reasons}\n`);
  if (values.report !== undefined) writeFileSync(values.report, page);
  return violations(figures).length === 0 ? 0 : 1;
}

/** So many calls a second, from one client after the other, so that all have the same ids in flight. */
async function makeCalls(clients: readonly SoakClient[], tally: Tally, rate: number, ms: number): Promise<void> {
  const start = performance.now();
  let made = 0;
  let next = 0;
  while (performance.now() - start < ms) {
    const due = Math.floor(((performance.now() - start) / 1000) * rate);
    for (; made < due; made += 1) {
      const client = clients[next % clients.length];
      next += 1;
      if (client?.isReady === true) void client.call();
      else tally.skipped += 1;
    }
    await sleep(TICK_MS);
  }
}

async function restart(relay: RelayProcess, signal: 'SIGTERM' | 'SIGKILL', tally: Tally): Promise<void> {
  say(`${signal} to the relay`);
  for (const fault of await relay.stop(signal)) {
    say(fault);
    tally.violation('bad end of the relay', fault);
  }
  await relay.start();
  say('the relay listens again');
}
