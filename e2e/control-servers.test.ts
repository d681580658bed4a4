import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import type { Server } from '../src-relay/control/contract.ts';
import { type ControlClient, controlClient } from './harness/control-client.ts';
import { buildToken } from './fixtures/tokens.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { type ListeningRelay, listen, listenWith } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { descendants, survivors } from './harness/processes.ts';
import { fixture } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

const TOKEN = buildToken('HUGGINGFACE_TOKEN', 1);

async function server(control: ControlClient, name: string): Promise<Server | undefined> {
  return (await control.call('servers.list', {})).servers.find((one) => one.name === name);
}

function ready(control: ControlClient, name: string): Promise<Server> {
  return until(`${name} is ready`, async () => {
    const found = await server(control, name);
    return found?.status === 'ready' && found.toolsTotal > 0 ? found : undefined;
  });
}

/** Stops a relay and starts it again with the same file. */
async function again(world: World, relay: ListeningRelay): Promise<[ListeningRelay, ControlClient]> {
  relay.child.kill('SIGTERM');
  await within('stop', relay.exit);
  const next = await listenWith(world, relay.configFile);
  return [next, controlClient(world, next)];
}

/** Processes of a relay that run this fixture. */
function running(relay: ListeningRelay, name: string): readonly number[] {
  return descendants(relay.pid)
    .map(({ pid }) => pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`/servers/${name}.ts`);
      } catch {
        return false;
      }
    });
}

describe('servers over the control contract', { timeout: TEST_MS }, () => {
  test('are listed with how they are started and how they do', async () => {
    const world = worldOfTest();
    const relay = await listen(world, {
      echo: { ...fixture('echo', 'two words', '--key=$HOME'), env: { SOME: 'secret value' } },
      off: { ...fixture('echo'), enabled: false },
      gone: fixture('exits-at-start'),
      trusted: { ...fixture('twin', 'trusted'), hidden_mode: true },
      'pan-aisecurity': fixture('twin', 'scanner'),
      remote: { url: 'http://127.0.0.1:9/mcp', headers: { authorization: `Bearer ${TOKEN}` } },
    });
    const control = controlClient(world, relay);
    expect(await ready(control, 'echo')).toMatchObject({ kind: 'stdio', hidden: false, enabled: true, toolsOn: 6 });
    expect((await server(control, 'echo'))?.startedAs).toMatch(/echo\.ts "two words" --key=\$HOME$/u);
    expect(await ready(control, 'trusted')).toMatchObject({ hidden: true, internal: false, toolsOn: 1 });
    expect(await ready(control, 'pan-aisecurity')).toMatchObject({ internal: true, toolsOn: 0 });
    expect(await server(control, 'off')).toMatchObject({ status: 'stopped', enabled: false, toolsTotal: 0 });
    const gone = await until('the end of the one that ends', async () => {
      const found = await server(control, 'gone');
      return found?.status === 'waiting' ? found : undefined;
    });
    expect(gone).toMatchObject({ toolsTotal: 0 });
    expect(gone.reason).toMatch(/exit code 3/u);
    const log = await control.call('servers.log', { server: 'gone' });
    expect(log.lines.join('\n')).toContain('cannot find the licence file');
    const { body } = await control.post('servers.list', '{}');
    expect(body).not.toContain(TOKEN);
    expect(body).not.toContain('secret value');
    expect(body).not.toContain(world.folder.concat('/data'));
  });

  test.each([
    ['servers.setHidden', { hidden: true }],
    ['servers.setEnabled', { enabled: true }],
    ['servers.restart', {}],
    ['servers.log', {}],
  ])('%s of a server that is not there', async (procedure, more) => {
    const world = worldOfTest();
    const control = controlClient(world, await listen(world, {}));
    for (const name of ['none', '__proto__', 'constructor', '../x']) {
      const refusal = await control.refused(procedure, { server: name, ...more });
      expect(refusal).toMatchObject({ status: 404, code: 'not_found' });
    }
  });

  test("the scanner's own server keeps its switches", async () => {
    const world = worldOfTest();
    const relay = await listen(world, { 'pan-aisecurity': fixture('twin', 'scanner') });
    const control = controlClient(world, relay);
    const before = readFileSync(relay.configFile, 'utf8');
    await ready(control, 'pan-aisecurity');
    for (const [procedure, input] of [
      ['servers.setEnabled', { enabled: false }],
      ['servers.setHidden', { hidden: false }],
      ['servers.setHidden', { hidden: true }],
    ] as const) {
      const refusal = await control.refused(procedure, { server: 'pan-aisecurity', ...input });
      expect(refusal).toMatchObject({ status: 403, code: 'refused' });
    }
    expect(readFileSync(relay.configFile, 'utf8')).toBe(before);
    expect(await server(control, 'pan-aisecurity')).toMatchObject({ status: 'ready', enabled: true, hidden: false });
  });

  test('hidden mode: on it trusts at once, off it scans at once, and both survive a restart', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { poisoned: fixture('poisoned'), tokens: fixture('token-emitter') });
    const control = controlClient(world, relay);
    const client = await overHttp(world, relay);
    await client.waitForTools('multiply_numbers', 'emit');
    const emit = async (): Promise<string> => (await client.call('emit', { kind: 'HUGGINGFACE_TOKEN' })).text;
    expect(await emit()).not.toContain(TOKEN);
    expect(await client.toolNames()).not.toContain('add_numbers');

    const changes = client.listChanges();
    const on = await control.call('servers.setHidden', { server: 'poisoned', hidden: true });
    expect(on).toMatchObject({ name: 'poisoned', hidden: true, toolsOn: 4 });
    expect(await client.toolNames(), 'at once').toContain('add_numbers');
    await until('list_changed', () => client.listChanges() > changes);
    const { tools } = await control.call('tools.list', {});
    expect(tools.filter((tool) => tool.server === 'poisoned').every((tool) => tool.bypassed)).toBe(true);

    await control.call('servers.setHidden', { server: 'tokens', hidden: true });
    expect(await emit(), 'a trusted server is not masked').toContain(TOKEN);
    await control.call('servers.setHidden', { server: 'tokens', hidden: false });
    expect(await emit(), 'masked again at once').not.toContain(TOKEN);
    expect(readFileSync(relay.configFile, 'utf8')).toContain('"hidden_mode": true');

    const [second, control2] = await again(world, relay);
    expect(await ready(control2, 'poisoned')).toMatchObject({ hidden: true, toolsOn: 4 });
    expect(await ready(control2, 'tokens')).toMatchObject({ hidden: false });
    const off = await control2.call('servers.setHidden', { server: 'poisoned', hidden: false });
    expect(off).toMatchObject({ hidden: false, toolsOn: 1 });
    const client2 = await overHttp(world, second);
    expect(await client2.toolNames(), 'the poisoned ones are gone at once').not.toContain('add_numbers');
    const denied = await client2.call('add_numbers', { a: 1, b: 2, sidenote: '' });
    expect(denied.text).toMatch(/^AISEC_/u);
    const [, control3] = await again(world, second);
    expect(await ready(control3, 'poisoned')).toMatchObject({ hidden: false, toolsOn: 1 });
  });

  test('hidden mode in its older spelling is really off after it was switched off, after a restart too', async () => {
    const world = worldOfTest();
    const entry = { ...fixture('poisoned'), env: { hidden_mode: 'enabled' } };
    const relay = await listen(world, { poisoned: entry });
    const control = controlClient(world, relay);
    expect(await ready(control, 'poisoned')).toMatchObject({ hidden: true });
    await control.call('servers.setHidden', { server: 'poisoned', hidden: false });
    const [, next] = await again(world, relay);
    expect(await ready(next, 'poisoned')).toMatchObject({ hidden: false, toolsOn: 1 });
  });

  test('switched off a server is gone at once, with its processes; switched on it is back', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { echo: fixture('echo'), family: fixture('grandchild') });
    const control = controlClient(world, relay);
    const client = await overHttp(world, relay);
    await client.waitForTools('echo', 'grandchild_pid');
    const [old] = running(relay, 'grandchild');
    const family = descendants(old ?? -1);
    expect(family).toHaveLength(1);
    const changes = client.listChanges();

    const off = await control.call('servers.setEnabled', { server: 'family', enabled: false });
    expect(off).toMatchObject({ enabled: false, status: 'stopped', toolsOn: 0, reason: null });
    expect(running(relay, 'grandchild')).toEqual([]);
    await until('the end of its child', () => survivors(family).length === 0);
    expect(await client.toolNames()).not.toContain('grandchild_pid');
    await until('list_changed', () => client.listChanges() > changes);
    expect((await client.call('grandchild_pid')).text).toMatch(/^AISEC_/u);
    expect(await control.refused('servers.restart', { server: 'family' })).toMatchObject({ code: 'conflict' });
    expect(running(relay, 'grandchild')).toEqual([]);

    const [second, control2] = await again(world, relay);
    expect(await server(control2, 'family')).toMatchObject({ enabled: false, status: 'stopped' });
    expect(running(second, 'grandchild')).toEqual([]);
    expect(await control2.call('servers.setEnabled', { server: 'family', enabled: true })).toMatchObject({
      enabled: true,
    });
    const client2 = await overHttp(world, second);
    await client2.waitForTools('echo', 'grandchild_pid');
    expect(running(second, 'grandchild')).toHaveLength(1);
  });

  test('a restart ends the old process with all its children and starts one new one', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { family: fixture('grandchild') });
    const control = controlClient(world, relay);
    const client = await overHttp(world, relay);
    await client.waitForTools('grandchild_pid');
    const [old = -1] = running(relay, 'grandchild');
    const before = descendants(old);
    const answer = await control.call('servers.restart', { server: 'family' });
    expect(answer.statusSince).toBeGreaterThan(0);
    const [fresh] = await until('the new process', () => {
      const found = running(relay, 'grandchild');
      return found.length > 0 ? found : undefined;
    });
    expect(fresh).not.toBe(old);
    await until('the end of the old ones', () => survivors(before).length === 0);
    await ready(control, 'family');
    expect((await client.call('grandchild_pid')).isError).toBe(false);
    expect(running(relay, 'grandchild')).toHaveLength(1);
  });

  test('a server that hangs can be switched off', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { hanging: fixture('hanging') });
    const control = controlClient(world, relay);
    await until('start', () => running(relay, 'hanging').length === 1);
    const off = await control.call('servers.setEnabled', { server: 'hanging', enabled: false });
    expect(off).toMatchObject({ enabled: false, status: 'stopped' });
    expect(running(relay, 'hanging')).toEqual([]);
  });

  test('toggled many times at once, file, view and processes agree, and the next toggle holds', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { echo: fixture('echo') });
    const control = controlClient(world, relay);
    await ready(control, 'echo');
    for (const last of [true, false, true]) {
      const changes = Array.from({ length: 12 }, (_, index) => (index % 2 === 1) === last);
      await Promise.all(changes.map((enabled) => control.call('servers.setEnabled', { server: 'echo', enabled })));
      const { enabled } = (await server(control, 'echo')) ?? {};
      expect(readFileSync(relay.configFile, 'utf8')).toContain(`"enabled": ${enabled}`);
      if (enabled === true) await ready(control, 'echo');
      expect(running(relay, 'echo')).toHaveLength(enabled === true ? 1 : 0);
      await control.call('servers.setEnabled', { server: 'echo', enabled: last });
      if (last) await ready(control, 'echo');
      expect(running(relay, 'echo')).toHaveLength(last ? 1 : 0);
    }
  });

  test('restarted and switched off and on at once there is one process in the end, and none after the stop', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { echo: fixture('echo') });
    const control = controlClient(world, relay);
    await ready(control, 'echo');
    // A restart of a server that is switched off at that moment is refused: that is right.
    await Promise.allSettled([
      ...Array.from({ length: 4 }, () => control.call('servers.restart', { server: 'echo' })),
      control.call('servers.setEnabled', { server: 'echo', enabled: false }),
      ...Array.from({ length: 4 }, () => control.call('servers.restart', { server: 'echo' })),
    ]);
    await control.call('servers.setEnabled', { server: 'echo', enabled: true });
    await Promise.all(Array.from({ length: 3 }, () => control.call('servers.restart', { server: 'echo' })));
    await ready(control, 'echo');
    expect(running(relay, 'echo')).toHaveLength(1);
    const left = descendants(relay.pid);
    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    await until('the end of all processes', () => survivors(left).length === 0);
  });

  test('a stop in the middle of a restart leaves no process', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { family: fixture('grandchild') });
    const control = controlClient(world, relay);
    await ready(control, 'family');
    const pending = Promise.allSettled(
      ['servers.restart', 'servers.restart'].map(() => control.call('servers.restart', { server: 'family' })),
    );
    const left = descendants(relay.pid);
    relay.child.kill('SIGTERM');
    const began = Date.now();
    expect((await within('stop', relay.exit)).code).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    await pending;
    await until('the end of all processes', () => survivors(left).length === 0);
  });

  test('what a server writes to its error output is shown without secrets', async () => {
    const world = worldOfTest();
    const code = 'process.stderr.write("no access with " + process.env.KEY + "\\n", () => process.exit(3))';
    const entry = { command: process.execPath, args: ['-e', code], env: { KEY: TOKEN } };
    const control = controlClient(world, await listen(world, { gone: entry }));
    const lines = await until('its output', async () => {
      const log = await control.call('servers.log', { server: 'gone' });
      return log.lines.length > 0 ? log.lines.join('\n') : undefined;
    });
    expect(lines).toContain('no access with');
    expect(lines).not.toContain(TOKEN);
  });
});
