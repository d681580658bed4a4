import { existsSync, mkdirSync, readdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { TEST_MS, until, within } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { descendants, survivors } from './harness/processes.ts';
import { relayCommand, run } from './harness/relay.ts';
import { type World, worldOfTest } from './harness/world.ts';

/** The demo's own files go where the test can see them. */
function demoEnv(world: World): Record<string, string> {
  mkdirSync(world.path('tmp'));
  return { TMPDIR: world.path('tmp') };
}

function demoLeftovers(world: World): readonly string[] {
  return readdirSync(world.path('tmp')).filter((name) => name.includes('demo'));
}

describe('mcp-relay serve', { timeout: TEST_MS }, () => {
  test('--demo plays a session: the masked token and the blocked injection are named', async () => {
    const world = worldOfTest();
    const demo = run(world, relayCommand(['serve', '--demo']), demoEnv(world));
    await until('a link to the page', () => /\/ui\/link\//u.test(demo.stdout()));
    expect(demo.stdout()).toContain('<HUGGINGFACE_TOKEN>');
    expect(demo.stdout()).toContain('AISEC_SECURITY_BLOCK');
    expect(`${demo.stdout()}${demo.stderr()}`).not.toMatch(/hf_[A-Za-z]{34}/);
    // It runs on, so that a person can look at it, until it is told to end.
    expect(demo.child.exitCode).toBeNull();
    demo.child.kill('SIGTERM');
    await within('stop', demo.exit);
    expect(demo.child.exitCode).toBe(0);
    expect(existsSync(world.dataDir)).toBe(false);
    expect(demoLeftovers(world)).toEqual([]);
  });

  test('--demo broken off by SIGTERM leaves nothing behind either', async () => {
    const world = worldOfTest();
    const demo = run(world, relayCommand(['serve', '--demo']), demoEnv(world));
    await until('the servers are up', () => demo.stdout().includes('<HUGGINGFACE_TOKEN>'));
    const children = descendants(demo.pid);
    demo.child.kill('SIGTERM');
    await within('stop', demo.exit);
    await until('no child is left', () => survivors(children).length === 0, 5_000);
    expect(demoLeftovers(world)).toEqual([]);
  });

  test('--demo ended by Ctrl-C, which a terminal and npm both send, leaves nothing behind', async () => {
    const world = worldOfTest();
    const demo = run(world, relayCommand(['serve', '--demo']), demoEnv(world));
    await until('a link to the page', () => /\/ui\/link\//u.test(demo.stdout()));
    demo.child.kill('SIGINT');
    demo.child.kill('SIGINT');
    demo.child.kill('SIGTERM');
    await within('stop', demo.exit);
    expect(demo.child.exitCode).toBe(0);
    expect(demoLeftovers(world)).toEqual([]);
  });

  test('without a configuration of the user says how to add one, names --demo, and runs', async () => {
    const world = worldOfTest();
    const relay = run(world, relayCommand(['serve', '--port', '0']));
    const printed = (): string => `${relay.stdout()}${relay.stderr()}`;
    await until('a hint at --demo', () => printed().includes('--demo'));
    await until('a hint at mcpServers', () => printed().includes('mcpServers'));
    expect(relay.child.exitCode).toBeNull();
  });

  test('with a configuration is the same as --transport http', async () => {
    const world = worldOfTest();
    const relay = await listen(world, {});
    expect(relay.info.endpoints.mcp).toMatch(/\/mcp$/);
    expect(relay.info.endpoints.sse).toMatch(/\/sse$/);
  });
});
