import { describe, expect, test } from 'vitest';

import type { Tool } from '../src-relay/control/contract.ts';
import { rawAt } from './fixtures/raw-json.ts';
import { tool } from './fixtures/servers/session.ts';
import { buildToken } from './fixtures/tokens.ts';
import { VENDOR_DEFINITION } from './fixtures/vendor-source.ts';
import { type ControlClient, controlClient } from './harness/control-client.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { listen, listenWith } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { script } from './harness/scripted.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

const ANIMALS = tool('fact', 'Returns a fact about animals.');
const PLANTS = tool('fact', 'Returns a fact about plants.');
const ROCKS = tool('fact', 'Returns a fact about rocks.');

function inState(control: ControlClient, name: string, state: Tool['state']): Promise<Tool> {
  return until(`${name} is ${state}`, async () => {
    const { tools } = await control.call('tools.list', {});
    return tools.find((one) => one.name === name && one.state === state);
  });
}

describe('tools over the control contract', { timeout: TEST_MS }, () => {
  test('are listed in every state, each with its reason', async () => {
    const world = worldOfTest();
    const relay = await listen(
      world,
      {
        one: fixture('twin', 'one', 'search', 'find'),
        two: fixture('twin', 'two', 'search'),
        poisoned: fixture('poisoned'),
        trusted: { ...fixture('twin', 'trusted', 'trust_me'), hidden_mode: true },
        'pan-aisecurity': fixture('twin', 'scanner', 'scan'),
        many: fixture('many-tools', '10'),
      },
      { args: ['--max-mcp-tools', '8'] },
    );
    const control = controlClient(world, relay);
    await inState(control, 'tool_010', 'disabled - limit');
    const { tools } = await control.call('tools.list', {});
    const of = (server: string, name: string): Tool | undefined =>
      tools.find((one) => one.server === server && one.name === name);
    expect(of('one', 'search')).toMatchObject({ state: 'enabled', shown: 'search', bypassed: false });
    expect(of('two', 'search')).toMatchObject({ state: 'enabled', shown: 'two__search' });
    expect(of('poisoned', 'add_numbers')).toMatchObject({ state: 'disabled - security risk' });
    expect(of('poisoned', 'add_numbers')?.reason).toMatch(/\S+ \S+/u);
    expect(of('trusted', 'trust_me')).toMatchObject({ state: 'enabled', bypassed: true });
    expect(of('pan-aisecurity', 'scan')).toMatchObject({ state: 'disabled - hidden_mode' });
    expect(tools.filter((one) => one.state === 'enabled')).toHaveLength(8);
    for (const one of tools) expect(one.hash).toMatch(/^[0-9a-f]{64}$/u);
    await control.call('tools.setEnabled', { server: 'one', name: 'find', enabled: false });
    const fresh = await inState(control, 'find', 'disabled - by user');
    expect(fresh.reason).toMatch(/\S/u);
    expect((await control.call('tools.list', {})).tools.filter((one) => one.state === 'enabled')).toHaveLength(8);
  });

  test('say what the server said of them, byte for byte, but for secrets', async () => {
    const world = worldOfTest();
    const secret = buildToken('HUGGINGFACE_TOKEN', 77);
    const relay = await listen(world, { vendor: fixture('vendor-fields'), hostile: fixture('hostile') });
    const control = controlClient(world, relay);
    await inState(control, 'vendor_result', 'enabled');
    const detail = await control.call('tools.get', { server: 'vendor', name: 'vendor_result' });
    expect(detail.definition).toBe(VENDOR_DEFINITION);
    expect(detail).toMatchObject({ title: 'Vendor', approvedDefinition: null });
    expect(detail.approvedAt).toBeGreaterThan(Date.now() - 60_000);
    const documented = await until('documented', async () => {
      const { tools } = await control.call('tools.list', {});
      return tools.find((one) => one.name === 'documented');
    });
    expect(documented.description).not.toContain(secret);
    const { body } = await control.post('tools.get', '{"server":"hostile","name":"documented"}');
    expect(body).not.toContain(secret);
    expect(body).toContain('HUGGINGFACE_TOKEN');
  });

  test('that are not there are not found', async () => {
    const world = worldOfTest();
    const control = controlClient(world, await listen(world, { echo: fixture('echo') }));
    await inState(control, 'echo', 'enabled');
    const places = [
      { server: 'echo', name: 'none' },
      { server: 'none', name: 'echo' },
      { server: 'echo', name: '__proto__' },
    ];
    for (const place of places) {
      const notFound = { status: 404, code: 'not_found' };
      expect(await control.refused('tools.get', place)).toMatchObject(notFound);
      expect(await control.refused('tools.setEnabled', { ...place, enabled: true })).toMatchObject(notFound);
      expect(await control.refused('tools.approve', { ...place, hash: 'x' })).toMatchObject(notFound);
    }
  });

  test('switched off they are gone for clients at once, and stay so after a restart', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { echo: fixture('echo') });
    const control = controlClient(world, relay);
    const client = await overHttp(world, relay);
    await client.waitForTools('echo', 'pid');
    const changes = client.listChanges();
    const off = await control.call('tools.setEnabled', { server: 'echo', name: 'echo', enabled: false });
    expect(off).toMatchObject({ state: 'disabled - by user' });
    expect(await client.toolNames()).not.toContain('echo');
    await until('list_changed', () => client.listChanges() > changes);
    expect((await client.call('echo')).text).toMatch(/^AISEC_TOOL_NOT_FOUND/u);
    expect((await client.call('pid')).isError).toBe(false);

    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    const second = await listenWith(world, relay.configFile);
    const control2 = controlClient(world, second);
    const client2 = await overHttp(world, second);
    await client2.waitForTools('pid');
    expect(await client2.toolNames()).not.toContain('echo');
    expect((await client2.call('echo')).text).toMatch(/^AISEC_TOOL_NOT_FOUND/u);
    const on = await control2.call('tools.setEnabled', { server: 'echo', name: 'echo', enabled: true });
    expect(on).toMatchObject({ state: 'enabled', reason: null });
    expect((await client2.call('echo')).isError).toBe(false);
  });

  test('cannot be switched on against the scan', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { poisoned: fixture('poisoned') });
    const control = controlClient(world, relay);
    const risky = await inState(control, 'add_numbers', 'disabled - security risk');
    for (const enabled of [true, false]) {
      const refusal = await control.refused('tools.setEnabled', { server: 'poisoned', name: 'add_numbers', enabled });
      expect(refusal).toMatchObject({ status: 409, code: 'conflict' });
      expect(refusal.message).toContain(risky.reason);
    }
    const approve = { server: 'poisoned', name: 'add_numbers', hash: risky.hash };
    expect(await control.refused('tools.approve', approve)).toMatchObject({ status: 409, code: 'conflict' });
    const client = await overHttp(world, relay);
    expect(await client.toolNames()).not.toContain('add_numbers');
  });

  async function changed(control: ControlClient, client: McpClient, call: () => Promise<unknown>): Promise<Tool> {
    const changes = client.listChanges();
    await call();
    const found = await inState(control, 'fact', 'disabled - changed');
    await until('list_changed', () => client.listChanges() > changes);
    return found;
  }

  test('that changed are off until a person approves what they read', async () => {
    const world = worldOfTest();
    const server = script(world, 'facts', [ANIMALS, tool('steady', 'Stays.')]);
    const relay = await listen(world, { facts: server.entry });
    const control = controlClient(world, relay);
    const client = await overHttp(world, relay);
    await client.waitForTools('fact', 'steady');
    const first = await control.call('tools.get', { server: 'facts', name: 'fact' });

    server.tools([PLANTS, tool('steady', 'Stays.')]);
    const seen = await changed(control, client, () => client.call('steady'));
    expect(await client.toolNames()).toContain('steady');
    expect(await client.toolNames()).not.toContain('fact');
    expect((await client.call('fact')).text).toMatch(/^AISEC_TOOL_NOT_FOUND/u);
    const detail = await control.call('tools.get', { server: 'facts', name: 'fact' });
    expect(detail.definition).toBe(JSON.stringify(PLANTS));
    expect(detail.approvedDefinition).toBe(JSON.stringify(ANIMALS));
    expect(detail.approvedAt).toBe(first.approvedAt);
    expect(detail.hash).not.toBe(first.hash);

    for (const hash of [first.hash, '', 'x', detail.hash.toUpperCase(), detail.hash.slice(1)]) {
      const refusal = await control.refused('tools.approve', { server: 'facts', name: 'fact', hash });
      expect(refusal, hash).toMatchObject({ status: 409, code: 'conflict' });
    }
    server.tools([ROCKS, tool('steady', 'Stays.')]);
    await client.call('steady');
    const rocks = await until('the next change', async () => {
      const now = await control.call('tools.get', { server: 'facts', name: 'fact' });
      return now.hash === seen.hash ? undefined : now;
    });
    expect(rocks.definition).toBe(JSON.stringify(ROCKS));
    expect(rocks.approvedDefinition).toBe(JSON.stringify(ANIMALS));
    const late = await control.refused('tools.approve', { server: 'facts', name: 'fact', hash: seen.hash });
    expect(late, 'what was read is no longer what would be approved').toMatchObject({ code: 'conflict' });

    const approved = await control.call('tools.approve', { server: 'facts', name: 'fact', hash: rocks.hash });
    expect(approved).toMatchObject({ state: 'enabled', reason: null, hash: rocks.hash });
    const { tools } = await client.sdk.listTools();
    expect(tools.find((one) => one.name === 'fact')?.description).toBe('Returns a fact about rocks.');
    expect((await client.call('fact')).isError).toBe(false);
    const after = await control.call('tools.get', { server: 'facts', name: 'fact' });
    expect(after.approvedDefinition).toBeNull();
    expect(after.approvedAt).toBeGreaterThan(first.approvedAt ?? 0);

    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    const next = controlClient(world, await listenWith(world, relay.configFile));
    expect(await inState(next, 'fact', 'enabled')).toMatchObject({ hash: rocks.hash });
  });

  test('that changed to what a scan finds risky cannot be approved at all', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { facts: fixture('rug-pull', '--on-call') });
    const control = controlClient(world, relay);
    const client = await overHttp(world, relay);
    await client.waitForTools('fact_of_the_day');
    await client.call('fact_of_the_day');
    const risky = await inState(control, 'fact_of_the_day', 'disabled - security risk');
    const detail = await control.call('tools.get', { server: 'facts', name: 'fact_of_the_day' });
    expect(detail.definition).toContain('~/.aws/credentials');
    expect(rawAt(detail.approvedDefinition ?? '', 'description')).toBe('"Returns a fact about animals."');
    const input = { server: 'facts', name: 'fact_of_the_day', hash: risky.hash };
    expect(await control.refused('tools.approve', input)).toMatchObject({ code: 'conflict' });
    const { rows } = await control.call('notices.list', { limit: 100 });
    expect(rows.some((row) => row.type === 'registry_change' && row.tool === 'fact_of_the_day')).toBe(true);
  });

  test('whose server was switched off are gone, and their switches with it', async () => {
    const world = worldOfTest();
    const control = controlClient(world, await listen(world, { echo: fixture('echo') }));
    await inState(control, 'echo', 'enabled');
    await control.call('servers.setEnabled', { server: 'echo', enabled: false });
    expect((await control.call('tools.list', {})).tools).toEqual([]);
    const refusal = await control.refused('tools.setEnabled', { server: 'echo', name: 'echo', enabled: false });
    expect(refusal).toMatchObject({ code: 'not_found' });
  });

  test('a name that no store can keep is never offered: its pin and its switch would not hold', async () => {
    const world = worldOfTest();
    const definitions = ['lone\ud800x', 'plain'].map((name) => ({
      name,
      description: 'Adds.',
      inputSchema: { type: 'object' },
    }));
    const relay = await listen(world, { odd: script(world, 'odd', definitions).entry });
    const client = await overHttp(world, relay);
    expect(await client.waitForTools('plain')).toHaveLength(2);
    expect(relay.stderr()).toContain('no Unicode text');
  });

  test('a call of one that is off stands in the log under its name, with the reason', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { echo: fixture('echo') });
    const control = controlClient(world, relay);
    const client = await overHttp(world, relay);
    await client.waitForTools('echo');
    await control.call('tools.setEnabled', { server: 'echo', name: 'echo', enabled: false });
    expect((await client.call('echo')).text).toContain('There is no such tool');
    const { rows } = await control.call('calls.list', { filter: { tools: ['echo'] }, limit: 10 });
    expect(rows).toMatchObject([{ server: 'echo', tool: 'echo', outcome: 'denied' }]);
    expect(rows[0]?.reason).toContain('switched off');
  });
});
