import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { TEST_MS, within } from './harness/deadline.ts';
import { run } from './harness/relay.ts';
import { fromRepository } from './harness/repository.ts';
import { worldOfTest } from './harness/world.ts';

const SUITE = fromRepository('node_modules/@modelcontextprotocol/conformance-2026/dist/index.js');
const CLIENT = fromRepository('e2e/fixtures/oauth/conformance-client.ts');

/** The suite's `auth/*` scenarios with the revisions that each applies to; extensions are on none. */
const SCENARIOS = execFileSync(process.execPath, [SUITE, 'list'], { encoding: 'utf8' })
  .split('\n')
  .flatMap((line) => {
    const [, name = '', revisions = ''] = /^\s*- (auth\/\S+) \[(.*)\]/u.exec(line) ?? [];
    return name === '' ? [] : [{ name, revisions: revisions.split(',') }];
  });
const BOTH = SCENARIOS.filter(({ revisions }) => revisions.includes('2025-11-25'));
const NEW_ONES = SCENARIOS.filter(({ revisions }) => revisions.join(',') === '2026-07-28');

describe('the conformance suite of 2026', { timeout: TEST_MS }, () => {
  test.each(['2025-11-25', '2026-07-28'])('its scenarios for OAuth at %s', async (revision) => {
    const output = await conformance('--suite', 'auth', '--spec-version', revision);
    const passed = [...output.matchAll(/^✓ (?<name>auth\/\S+): \d+ passed, 0 failed$/gmu)];
    const names = new Set(passed.map(({ groups }) => groups?.['name']));
    expect(names, output).toEqual(new Set(BOTH.map(({ name }) => name)));
    expect(passed.length).toBeGreaterThan(10);
    expect(output).toMatch(/Total: \d+ passed, 0 failed, 0 warnings/u);
  });

  test.each(NEW_ONES)('$name', async ({ name }) => {
    const output = await conformance('--scenario', name, '--spec-version', '2026-07-28');
    expect(output).toMatch(/Passed: (?<all>\d+)\/\k<all>, 0 failed, 0 warnings/u);
  });
});

async function conformance(...flags: readonly string[]): Promise<string> {
  const world = worldOfTest();
  const client = `${process.execPath} ${CLIENT}`;
  const results = world.path('results');
  const command = run(world, [process.execPath, SUITE, 'client', '--command', client, '-o', results, ...flags]);
  const { code } = await within(flags.join(' '), command.exit, 60_000);
  const output = command.stdout() + command.stderr();
  expect(code, output).toBe(0);
  return output;
}
