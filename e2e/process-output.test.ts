import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { buildToken } from './fixtures/tokens.ts';
import { controlClient } from './harness/control-client.ts';
import { cpuMs } from './harness/cpu-time.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { openToOthers } from './harness/file-modes.ts';
import { listen } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { residentMiB } from './harness/memory.ts';
import { runRelay } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

const TOKEN = buildToken('HUGGINGFACE_TOKEN', 1);
const PASSWORD = 'correct horse battery';
const PLACE = 'under the third stone';

function logOf(world: World, server: string): string {
  const file = world.path('data', 'logs', `server-${server}.log`);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function writer(code: string, env: Record<string, string> = {}) {
  return { command: process.execPath, args: ['-e', code], env };
}

describe("a server's error output", { timeout: TEST_MS }, () => {
  test('is kept and shown without secrets, and can drive no terminal', async () => {
    const world = worldOfTest();
    const code = `const { GIVEN, DB_PASSWORD, PLACE } = process.env;
      process.stderr.write("\\u001b[31mlogin with " + GIVEN + "\\nand " + DB_PASSWORD + " at " + PLACE, () => process.exit(3))`;
    expect((await runRelay(world, ['secret', 'set', 'place'], { input: PLACE })).code).toBe(0);
    const env = { GIVEN: TOKEN, DB_PASSWORD: PASSWORD, PLACE: '${secret:place}' };
    const relay = await listen(world, { gone: writer(code, env) });
    const control = controlClient(world, relay);
    const shown = await until('its output', async () => {
      const { lines } = await control.call('servers.log', { server: 'gone' });
      return lines.length > 1 ? lines : undefined;
    });
    expect(shown.slice(0, 2)).toEqual([
      expect.stringMatching(/^\\u001b\[31mlogin with <HUGGINGFACE_TOKEN>$/u),
      // What a program said last, without a line end, is often why it ended.
      'and <DB_PASSWORD> at <SECRET>',
    ]);
    const kept = await until('its log file', () => logOf(world, 'gone') || undefined);
    expect(kept).toMatch(/Z and <DB_PASSWORD> at <SECRET>$/mu);
    expect(openToOthers(world.path('data', 'logs'))).toEqual([]);
    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    for (const text of [logOf(world, 'gone'), relay.stderr(), relay.stdout()]) {
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toContain(PLACE);
      expect(text).not.toContain('\u001b');
    }
  });

  test('of the last moment before a stop is kept', async () => {
    const world = worldOfTest();
    const code = `process.stdin.resume().on('end', () => process.stderr.write('goodbye\\n', () => process.exit(0)));
      process.stderr.write('hello\\n')`;
    const relay = await listen(world, { polite: writer(code) });
    await until('its first words', () => logOf(world, 'polite').includes('hello'));
    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    expect(logOf(world, 'polite')).toContain('goodbye');
  });

  test('that floods costs a bounded part of processor, memory and disk, and delays nobody', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { flood: fixture('stderr-flood'), echo: fixture('echo') });
    const client = await overHttp(world, relay);
    await client.waitForTools('through_the_flood', 'echo');
    // The start costs more than the flood does.
    await wait(2000);
    const before = { cpu: cpuMs(relay.pid), memory: residentMiB(relay.pid), at: Date.now() };
    const times: number[] = [];
    while (Date.now() - before.at < 6000) {
      const begun = performance.now();
      expect((await client.call('echo', { n: times.length })).isError).toBe(false);
      times.push(performance.now() - begun);
      await wait(100);
    }
    expect((await client.call('through_the_flood')).text).toBe('heard through the flood');
    const spent = (cpuMs(relay.pid) - before.cpu) / (Date.now() - before.at);
    expect(spent).toBeLessThan(0.35);
    expect(residentMiB(relay.pid) - before.memory).toBeLessThan(80);
    expect(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]).toBeLessThan(1000);
    const folder = world.path('data', 'logs');
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2 * 1024 * 1024);
    expect(logOf(world, 'flood')).toMatch(/\(\d+ bytes were left out here: too much at once\)$/mu);
  });
});
