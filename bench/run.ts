/** `npm run bench`: measures the relay against a direct call, a thin forwarder and its peers, and judges the budget. */
import './warnings.ts';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { buildRelay, installPeers, peerVersions } from './install.ts';
import { readOptions, usage } from './options.ts';
import type { Options } from './options.ts';
import { killEverything } from './process/launch.ts';
import { report } from './report.ts';
import { runRounds } from './rounds.ts';
import { Samples } from './samples.ts';
import { allTargets } from './targets/all.ts';
import { targetIds } from './targets/target.ts';
import type { Target } from './targets/target.ts';
import { Workplace } from './workplace.ts';

const begin = Date.now();
const loadBefore = loadavg()[0] ?? 0;

function say(line: string): void {
  process.stderr.write(`[${((Date.now() - begin) / 1000).toFixed(0).padStart(4)} s] ${line}\n`);
}

function optionsOrExit(): Options {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options !== undefined) return options;
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    process.exit(2);
  }
}

function available(targets: readonly Target[]): Target[] {
  return targets.filter((target) => {
    const why = target.unavailable();
    if (why !== undefined) say(`SKIPPED ${target.id}: ${why}`);
    return why === undefined;
  });
}

function head(options: Options): string[] {
  const [cpu] = cpus();
  const peers = Object.entries(peerVersions())
    .filter(([name]) => targetIds.some((id) => id === name))
    .map(([name, version]) => `${name} ${version}`);
  const memory = `${String(Math.round(totalmem() / 1_073_741_824))} GB`;
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${String(cpus().length)} x ${cpu?.model.trim() ?? 'CPU'}, ${memory}, Linux ${release()}, Node ${process.version}`,
    `${peers.join(', ')}; relay from ${options.relaySource ? 'source' : 'the built bundle'}`,
    `medians of ${String(options.rounds)} rounds in ${((Date.now() - begin) / 1000).toFixed(0)} s, load average before: ${loadBefore.toFixed(2)}; only ratios travel to other machines`,
  ];
}

async function main(options: Options): Promise<void> {
  const place = new Workplace();
  process.on('exit', () => {
    killEverything();
    place.remove();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      say(`${signal}: stopping everything`);
      process.exit(130);
    });
  }
  const wanted = allTargets(options.relaySource).filter((target) => options.targets.has(target.id));
  if (wanted.some((target) => target.id === 'relay') && !options.relaySource) {
    const failure = buildRelay(say);
    if (failure !== undefined) say(failure);
  }
  if (wanted.some((target) => target.peer)) {
    const failure = installPeers(say);
    if (failure !== undefined) say(failure);
  }
  const targets = available(wanted);
  const samples = new Samples();
  await runRounds(targets, options, { place, effort: options.effort, samples, say });
  if (options.jsonFile !== undefined) {
    const content = { head: head(options), readings: samples.raw() };
    writeFileSync(options.jsonFile, `${JSON.stringify(content, undefined, 2)}\n`);
  }
  const names = targets.map((target) => target.id);
  process.stdout.write(report(samples, names, head(options)));
}

await main(optionsOrExit());
process.exit(0);
