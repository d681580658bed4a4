import { describe, expect, test } from 'vitest';

import { TEST_MS, until, within } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { relayCommand, run, runRelay, writeConfig } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

const servers = { echo: fixture('echo'), twin: fixture('twin', 'left', 'search') };

describe('mcp-relay client', { timeout: TEST_MS }, () => {
  test('reads list, call, servers and quit in any case; errors keep the loop going', async () => {
    const world = worldOfTest();
    const config = writeConfig(world, { mcpServers: servers });
    const session = run(world, relayCommand(['client', '--', '--config-file', config]));
    const type = (line: string): void => {
      session.child.stdin.write(`${line}\n`);
    };
    const printed = (what: string): Promise<true> =>
      until(`${what} printed:\n${session.stdout()}\n${session.stderr()}`, () => session.stdout().includes(what));
    const said = (what: string): Promise<true> =>
      until(`${what} said`, () => `${session.stdout()}${session.stderr()}`.includes(what));

    await until('list shows the tools', () => {
      if (!session.stdout().includes('search')) type('list');
      return session.stdout().includes('search');
    });
    type('CALL search');
    await printed('left:search');
    type('call echo {"word": "otter"}');
    await printed('otter');
    type('call echo {"word": ');
    type('dance');
    await said('dance');
    type('call no_such_tool {}');
    await said('AISEC_TOOL_NOT_FOUND');
    type('Servers');
    await printed('twin');
    type('call echo {"word": "badger"}');
    await printed('badger');
    expect(session.child.exitCode).toBeNull();
    type('QUIT');
    expect(await within('quit', session.exit)).toEqual({ code: 0, signal: null });
  });

  test('end of input quits', async () => {
    const world = worldOfTest();
    const config = writeConfig(world, { mcpServers: servers });
    const result = await runRelay(world, ['client', '--', '--config-file', config], { input: 'servers\n' });
    expect(result.code).toBe(0);
    expect(result.stdout).toContain('echo');
  });

  test('with --url talks to a running relay', async () => {
    const world = worldOfTest();
    const relay = await listen(world, servers);
    const session = run(world, relayCommand(['client', '--url', relay.info.endpoints.mcp]));
    await until('list shows the tools', () => {
      if (!session.stdout().includes('search')) session.child.stdin.write('list\n');
      return session.stdout().includes('search');
    });
    session.child.stdin.write('call search {}\n');
    await until('the answer', () => session.stdout().includes('left:search'));
    session.child.stdin.end();
    expect(await within('quit', session.exit)).toEqual({ code: 0, signal: null });
  });
});
