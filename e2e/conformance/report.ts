import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { fromRepository } from '../harness/repository.ts';
import type { Check } from './checks.ts';
import { MUTE } from './compare.ts';
import { KNOWN } from './known.ts';
import type { RunResult } from './run-cell.ts';

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly alsoBare: number;
}

export function totals(results: readonly RunResult[]): Totals {
  const sum = (count: (result: RunResult) => number): number => results.reduce((all, one) => all + count(one), 0);
  return {
    passed: sum((result) => result.passed),
    failed: sum((result) => result.failed.length),
    alsoBare: sum((result) => result.alsoBare.length),
  };
}

const FRONTS = { mcp: '/mcp', stdio: 'stdio (bridged)', sse: '/sse (bridged)' };

function columns({ cell, run, passed, failed, alsoBare }: RunResult): readonly string[] {
  return [FRONTS[cell.front], cell.back, run.suite.name, ...[passed, failed.length, alsoBare.length].map(String)];
}

const HEADINGS = ['client front', 'fixture attached by', 'suite', 'passed', 'failed', 'also fail bare'];

/** One line of the run as it goes. */
export function line(result: RunResult): string {
  const [front, back, suite] = columns(result);
  const { passed, failed, alsoBare, seconds } = result;
  return `${front} x ${back}, ${suite}: ${passed} passed, ${failed.length} failed, ${alsoBare.length} also fail bare (${seconds.toFixed(0)} s)`;
}

/** The table of one cell, and under it every check that fails. */
export function cellReport(results: readonly RunResult[]): string {
  const rows = [HEADINGS, ...results.map(columns)];
  const widths = HEADINGS.map((_heading, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const failures = results.flatMap((result) => [
    ...sentences(result.failed).map((what) => `  FAILED ${result.run.suite.name} ${what}`),
    ...sentences(result.alsoBare).map((what) => `  also bare ${result.run.suite.name} ${what}`),
  ]);
  return [...table, ...failures].join('\n');
}

/** Long messages quote whole JSON-RPC messages; their begin says what is wrong. */
const MESSAGE_LENGTH = 400;

/** One sentence for each scenario and message: what fails for one reason often fails several checks. */
function sentences(all: readonly Check[]): readonly string[] {
  const mute = [...new Set(all.filter(({ message }) => message === MUTE).map(({ scenario }) => scenario))];
  const checks = all.filter(({ message }) => message !== MUTE);
  const groups = Map.groupBy(checks, ({ scenario, message }) => `${scenario} ${message}`);
  const spoken = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const ids = group.map(({ id, status }) => (status === 'WARNING' ? `${id} (warning)` : id));
    return [`${first.scenario} ${ids.join(', ')}: ${shortened(first.message)}`];
  });
  return mute.length === 0 ? spoken : [...spoken, `${mute.join(', ')}: ${MUTE}`];
}

function shortened(message: string): string {
  return message.replaceAll(/\s+/g, ' ').slice(0, MESSAGE_LENGTH);
}

/** The report that is kept in docs/. @param day ISO 8601, without the time */
export function markdown(results: readonly RunResult[], day: string): string {
  const { passed, failed, alsoBare } = totals(results);
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const bare = uniqueById(results.flatMap((result) => result.failsBare));
  const other = [...new Set(results.flatMap(inapplicable))];
  const left = [...new Set(results.flatMap(leftOut))];
  return [
    '# Conformance',
    '',
    `Written by \`npm run conformance:full -- --report docs/conformance.md\` on ${day}. The suites of`,
    '`@modelcontextprotocol/conformance` run against a fixture server, first bare, then through the relay with scanning',
    'on; every check is compared. A warning (a SHOULD) counts as a failure. A check that fails through the relay and not',
    'bare fails the run.',
    '',
    row(HEADINGS),
    row(HEADINGS.map(() => '---')),
    ...results.map((result) => row(columns(result))),
    row(['all', '', '', ...[passed, failed, alsoBare].map(String)]),
    '',
    '## Fails bare, and why',
    '',
    ...(bare.length === 0 ? ['Nothing.'] : bare.map((check) => `- \`${check.id}\` (${check.scenario}): ${why(check)}`)),
    '',
    '## Does not apply',
    '',
    'Checks that pass bare, and of which the suite says that they do not apply to how the relay answers (it answers with',
    'plain JSON unless there is something to stream).',
    '',
    ...(other.length === 0 ? ['None.'] : other),
    '',
    '## Left out',
    '',
    ...(left.length === 0 ? ['Nothing.'] : left),
    '',
    '## Failures',
    '',
    ...failures(results),
    '',
    '## Versions',
    '',
    ...versions().map((version) => `- ${version}`),
    '',
  ].join('\n');
}

function why({ id, message }: Check): string {
  return KNOWN[id] ?? shortened(message);
}

function inapplicable({ run, inapplicable }: RunResult): readonly string[] {
  return inapplicable.map(({ scenario, id }) => `- ${run.suite.name}: \`${id}\` (${scenario})`);
}

function leftOut({ cell }: RunResult): readonly string[] {
  return cell.without.map(
    ({ reason, scenarios }) => `- ${FRONTS[cell.front]}, fixture by ${cell.back}: ${scenarios.join(', ')} (${reason}).`,
  );
}

function failures(results: readonly RunResult[]): readonly string[] {
  const all = results.flatMap((result) =>
    sentences(result.failed).map((what) => `- ${columns(result).slice(0, 3).join(', ')}: ${what}`),
  );
  return all.length === 0 ? ['None.'] : all;
}

function uniqueById(checks: readonly Check[]): readonly Check[] {
  return [...new Map(checks.map((check) => [check.id, check])).values()];
}

const PACKAGE = z.object({ version: z.string() });

function versions(): readonly string[] {
  const names = ['conformance-2025', 'conformance-2026', 'server', 'sdk'];
  const installed = names.map((name) => {
    const path = fromRepository(`node_modules/@modelcontextprotocol/${name}/package.json`);
    const { version } = PACKAGE.parse(JSON.parse(readFileSync(path, 'utf8')));
    return `@modelcontextprotocol/${name.replace(/-\d+$/, '')} ${version}`;
  });
  return [...installed, `Node ${process.versions.node}`];
}
