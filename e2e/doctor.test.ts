import { describe, expect, test } from 'vitest';

import { TEST_MS } from './harness/deadline.ts';
import { runRelay, writeConfig } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

describe('mcp-relay doctor', { timeout: TEST_MS }, () => {
  test('tells what is configured, what starts, what fails and why', async () => {
    const world = worldOfTest();
    const config = writeConfig(world, {
      mcpServers: {
        good: fixture('twin', 'good', 'search'),
        gone: fixture('exits-at-start'),
        missing: { command: world.path('no-such-program') },
        switchedoff: { ...fixture('echo'), enabled: false },
        trusted: { ...fixture('twin', 'trusted', 'find'), hidden_mode: true },
      },
    });
    const result = await runRelay(world, ['doctor', '--config-file', config]);
    const lines = result.stdout.split('\n');
    const about = (name: string): string => {
      const start = lines.findIndex((line) => new RegExp(`\\b${name}\\b`).test(line));
      return start < 0 ? '' : lines.slice(start, start + 6).join('\n');
    };
    expect(result.stdout).toContain(config);
    for (const name of ['good', 'gone', 'missing', 'switchedoff', 'trusted']) {
      expect(about(name), result.stdout + result.stderr).not.toBe('');
    }
    expect(about('gone')).toMatch(/licence|exit|3/);
    expect(about('missing')).toMatch(/no-such-program|ENOENT|not found/);
    expect(about('trusted')).toMatch(/hidden/i);
    expect(result.code).toBe(1);
  });

  test('ends with 0 where all is well', async () => {
    const world = worldOfTest();
    const config = writeConfig(world, { mcpServers: { good: fixture('twin', 'good', 'search') } });
    const result = await runRelay(world, ['doctor', '--config-file', config]);
    expect(result.code, result.stdout + result.stderr).toBe(0);
    expect(result.stdout).toContain('good');
  });

  test('names the errors of a broken configuration', async () => {
    const world = worldOfTest();
    const file = world.write('broken.json', '{"mcpServers": {"bad": {"command": ""}}}');
    const result = await runRelay(world, ['doctor', '--config-file', file]);
    expect(result.code).toBe(2);
    expect(`${result.stdout}${result.stderr}`).toContain('mcpServers.bad.command');
  });
});
