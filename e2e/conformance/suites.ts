import { mkdirSync } from 'node:fs';

import type { World } from '../harness/create-world.ts';
import { within } from '../harness/deadline.ts';
import { run } from '../harness/relay.ts';
import { fromRepository } from '../harness/repository.ts';
import { type Check, readChecks, silent } from './checks.ts';

/** One of the three ways in which the two suites are run. */
export interface Suite {
  readonly name: string;
  readonly package: 'conformance-2025' | 'conformance-2026';
  readonly era: 'legacy' | 'modern';
  /** What makes it run everything. */
  readonly whole: readonly string[];
  /** What goes with a single scenario. */
  readonly single: readonly string[];
}

export const SUITES = {
  first: {
    name: '0.1.16 all',
    package: 'conformance-2025',
    era: 'legacy',
    whole: ['--suite', 'all'],
    single: [],
  },
  legacy: {
    name: '0.2.0-alpha.12 2025-11-25',
    package: 'conformance-2026',
    era: 'legacy',
    whole: ['--requirements', '2025-11-25'],
    single: ['--spec-version', '2025-11-25', '--force'],
  },
  modern: {
    name: '0.2.0-alpha.12 2026-07-28',
    package: 'conformance-2026',
    era: 'modern',
    whole: ['--requirements', '2026-07-28'],
    single: ['--spec-version', '2026-07-28', '--force'],
  },
} as const satisfies Record<string, Suite>;

/** A whole suite takes some 15 s where everything answers. */
const DEADLINE_MS = 150_000;

/** Runs a suite, or these scenarios of it, against this URL. A scenario that reports nothing counts as one failure. */
export async function runSuite(
  world: World,
  suite: Suite,
  url: string,
  scenarios: readonly string[] | undefined,
): Promise<readonly Check[]> {
  if (scenarios === undefined) return runOnce(world, suite, url, suite.whole);
  const checks: Check[] = [];
  for (const scenario of scenarios) {
    checks.push(...(await runOnce(world, suite, url, ['--scenario', scenario, ...suite.single], scenario)));
  }
  return checks;
}

let runs = 0;

async function runOnce(world: World, suite: Suite, url: string, args: readonly string[], only?: string) {
  runs += 1;
  const folder = world.path(`results-${runs}`);
  mkdirSync(folder);
  const program = fromRepository(`node_modules/@modelcontextprotocol/${suite.package}/dist/index.js`);
  const command = run(world, [process.execPath, program, 'server', '--url', url, '-o', folder, ...args]);
  const ended = await within(suite.name, command.exit, DEADLINE_MS).then(
    () => true,
    () => false,
  );
  if (!ended) {
    command.child.kill('SIGKILL');
    await command.exit;
  }
  const checks = readChecks(folder);
  const reported = new Set(checks.map((check) => check.scenario));
  const begun = only === undefined ? begunScenarios(command.stdout()) : [only];
  const mute = begun.filter((scenario) => !reported.has(scenario));
  return [...checks, ...mute.map((scenario) => silent(scenario, ended ? reason(command.stderr(), scenario) : LATE))];
}

const LATE = `The suite did not end within ${DEADLINE_MS / 1000} s.`;

function begunScenarios(stdout: string): readonly string[] {
  return [...stdout.matchAll(/^=== Running scenario: (.+) ===$/gm)].flatMap((match) => match[1] ?? []);
}

/** What the suite says about a scenario that it could not run; else the last it said. */
function reason(stderr: string, scenario: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => line.includes(`Failed to run scenario ${scenario}:`)) ?? lines.at(-1) ?? 'No report.';
}
