/** Where the relay's time goes: runs it (or the thin forwarder) under --cpu-prof with 20 sessions, 64 calls in flight. */
import './warnings.ts';
import { cpSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildRelay } from './install.ts';
import { killEverything } from './process/launch.ts';
import { readProfiles } from './profile/cpu-profile.ts';
import { summary } from './profile/summary.ts';
import { load } from './rows/calls.ts';
import { Stage } from './rows/stage.ts';
import type { Session } from './rpc.ts';
import { relay } from './targets/relay.ts';
import { thin } from './targets/thin.ts';
import { Workplace } from './workplace.ts';

const usage = `node bench/profile.ts [options]
  --target relay|thin   (relay)
  --seconds N           of load (8)
  --relay-source        the relay from src-relay/cli/main.ts instead of the built bundle
  --keep FOLDER         copies the .cpuprofile files there (for a browser's developer tools)
`;

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: 'relay' },
    seconds: { type: 'string', default: '8' },
    'relay-source': { type: 'boolean', default: false },
    keep: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
if (values.help || !(seconds > 0 && seconds <= 120) || !['relay', 'thin'].includes(values.target)) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<void> {
  const place = new Workplace();
  process.on('exit', () => {
    killEverything();
    place.remove();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
  const folder = place.subfolder('profiles');
  const flags = ['--cpu-prof', '--cpu-prof-dir', folder, '--cpu-prof-interval', '200'];
  if (values.target === 'relay' && !values['relay-source']) {
    const failure = buildRelay(say);
    if (failure !== undefined) say(failure);
  }
  const target = values.target === 'thin' ? thin(flags) : relay(values['relay-source'], flags);
  const why = target.unavailable();
  if (why !== undefined) {
    say(`nothing to profile: ${why}`);
    process.exitCode = 1;
    return;
  }
  const effort = { warmSeconds: 0, loadSeconds: seconds, sequentialCalls: 0, repeats: 0, memoryCalls: 0 };
  const servers = [place.fixture('echo')];
  const stage = await Stage.open({ place, target, servers, maxTools: 64, expectedTools: 2, limitMs: 20_000, effort });
  const tool = await stage.client.toolName(stage.session, 'echo');
  const sessions: Session[] = [];
  for (let i = 0; i < 20; i++) sessions.push(await stage.client.open());
  say(`${values.target}: ${String(seconds)} s, 20 sessions, 64 calls in flight`);
  const result = await load({ sessions, tool, inFlight: 64, seconds, maxCalls: 1_000_000 });
  // The profile is written when the program ends.
  await stage.close();
  if (values.keep !== undefined) cpSync(folder, values.keep, { recursive: true });
  process.stdout.write(summary(readProfiles(folder), result.calls));
}

await main();
process.exit();
