import { describe, expect, test } from 'vitest';

import { rawAt, rawMembers } from './fixtures/raw-json.ts';
import { textResult } from './fixtures/servers/session.ts';
import { auditRow } from './harness/audit-db.ts';
import { controlClient } from './harness/control-client.ts';
import { TEST_MS } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { resourceText, waitForListed } from './harness/listing.ts';
import { askModern, modernFrame, waitForTools } from './harness/modern-http.ts';
import { modernPuppet } from './harness/modern-puppet.ts';
import { ALL_CAPABILITIES, puppet } from './harness/puppet.ts';
import { openClient } from './harness/raw-client.ts';
import { resultFrame, stringAt } from './harness/said-frames.ts';
import { worldOfTest } from './harness/world.ts';

const CAN_ALL = '{"sampling":{},"elicitation":{"form":{},"url":{}},"roots":{}}';
const FORM = '{"message":"Your size?","requestedSchema":{"type":"object","properties":{}}}';
const INPUT = `{"resultType":"input_required","inputRequests":{"a":{"method":"elicitation/create","params":${FORM}}}}`;
const textOf = (frame: string): string => stringAt(frame, 'result', 'content', 0, 'text') ?? frame;

describe('a modern server wants to know something of a legacy client', { timeout: TEST_MS }, () => {
  async function stage() {
    const world = worldOfTest();
    const server = await modernPuppet(world, 'asker');
    server.on('tools/call', ({ rawParams }) =>
      rawAt(rawParams, 'inputResponses') === undefined ? INPUT : textResult('went on'),
    );
    const relay = await listen(world, { asker: server.entry });
    const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
    const calls = (): number => server.connections.flatMap(({ received }) => received.of('tools/call')).length;
    return { world, relay, client, calls };
  }
  const accept = '{"action":"accept","content":{}}';

  test('and goes on with the answer', async () => {
    const { client } = await stage();
    const called = client.request('1', 'tools/call', '{"name":"work"}');
    client.answer((await client.received.next('elicitation/create')).rawId, accept);
    expect(textOf(await called)).toBe('went on');
  });

  test('but hears no more where the tool was switched off meanwhile', async () => {
    const { world, relay, client, calls } = await stage();
    const called = client.request('1', 'tools/call', '{"name":"work"}');
    const { rawId } = await client.received.next('elicitation/create');
    await controlClient(world, relay).call('tools.setEnabled', { server: 'asker', name: 'work', enabled: false });
    client.answer(rawId, accept);
    expect(textOf(await called)).toMatch(/^AISEC_TOOL_NOT_FOUND:/u);
    expect(calls()).toBe(1);
  });

  test('and where the client gives its call up the question is taken back, and the call ends', async () => {
    const { world, client, calls } = await stage();
    void client.request('1', 'tools/call', '{"name":"work"}').catch(() => {});
    const { rawId } = await client.received.next('elicitation/create');
    client.tell('notifications/cancelled', '{"requestId":1}');
    const { rawParams } = await client.received.next('notifications/cancelled');
    expect(rawAt(rawParams, 'requestId')).toBe(rawId);
    await auditRow(world.dataDir, 'the call', ({ tool, status }) => tool === 'work' && status === 'error');
    client.answer(rawId, accept);
    expect(rawAt(await client.request('2', 'ping'), 'result')).toBe('{}');
    expect(calls()).toBe(1);
  });
});

describe('a legacy server asks during a call', { timeout: TEST_MS }, () => {
  test('and gets no answer where the tool was switched off meanwhile', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'asker');
    let got = '';
    server.on('tools/call', async ({ ask }) => {
      got = await ask('elicitation/create', FORM);
      return textResult('done');
    });
    const relay = await listen(world, { asker: server.entry });
    const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
    const called = client.request('1', 'tools/call', '{"name":"work"}');
    const { rawId } = await client.received.next('elicitation/create');
    await controlClient(world, relay).call('tools.setEnabled', { server: 'asker', name: 'work', enabled: false });
    client.answer(rawId, '{"action":"accept","content":{"size":42}}');
    await called;
    expect(rawAt(got, 'result')).toBeUndefined();
    expect(got).not.toContain('42');
  });

  test('of a modern client: the round that comes back for a tool that was switched off brings it nothing', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'asker');
    let got = '';
    server.on('tools/call', async ({ ask }) => {
      got = await ask('elicitation/create', FORM);
      return textResult('done');
    });
    const relay = await listen(world, { asker: server.entry });
    await waitForTools(world, relay, 'work');
    const about = { capabilities: CAN_ALL };
    const { frame } = await askModern(world, relay, modernFrame('1', 'tools/call', '{"name":"work"}', about));
    const [key = ''] = rawMembers(rawAt(frame, 'result', 'inputRequests') ?? '{}').keys();
    await controlClient(world, relay).call('tools.setEnabled', { server: 'asker', name: 'work', enabled: false });
    const answers = `"inputResponses":{"${key}":{"action":"accept","content":{"size":42}}}`;
    const state = rawAt(frame, 'result', 'requestState') ?? '';
    await askModern(
      world,
      relay,
      modernFrame('2', 'tools/call', `{"name":"work",${answers},"requestState":${state}}`, about),
    );
    expect(rawAt(got, 'result')).toBeUndefined();
    expect(got).not.toContain('42');
  });
});

describe('tasks with equal ids', { timeout: TEST_MS }, () => {
  const WITH_TASKS = ALL_CAPABILITIES.replace(/\}$/u, ',"tasks":{"cancel":{},"requests":{"tools":{"call":{}}}}}');
  const task = '{"taskId":"t-1","status":"working","createdAt":"2026-01-01T00:00:00Z","ttl":1000}';

  test('of two sessions on two servers are two tasks', async () => {
    const world = worldOfTest();
    const [left, right] = [
      await puppet(world, 'left', { capabilities: WITH_TASKS }),
      await puppet(world, 'right', { capabilities: WITH_TASKS }),
    ];
    for (const server of [left, right]) {
      server.on('tools/call', `{"task":${task}}`);
      server.on('tasks/get', `{"taskId":"t-1","status":"working","of":"${server.name}"}`);
    }
    const relay = await listen(world, { left: left.entry, right: right.entry });
    const [one, two] = [await openClient('http', world, relay), await openClient('http', world, relay)];
    await one.waitForTools('work', 'right__work');
    await one.request('1', 'tools/call', '{"name":"work"}');
    await two.request('1', 'tools/call', '{"name":"right__work"}');
    expect(await one.request('2', 'tasks/get', '{"taskId":"t-1"}')).toContain('"of":"left"');
    expect(await two.request('2', 'tasks/get', '{"taskId":"t-1"}')).toContain('"of":"right"');
    (await right.connected()).tell('notifications/tasks/status', task);
    await two.received.next('notifications/tasks/status');
    expect(one.received.of('notifications/tasks/status')).toEqual([]);
  });

  test('of two sessions that have each a process of one server are two tasks', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'own', { capabilities: WITH_TASKS });
    server.on('tools/call', `{"task":${task}}`);
    server.on('tasks/get', ({ connection }) => `{"taskId":"t-1","of":${server.connections.indexOf(connection)}}`);
    const relay = await listen(world, { own: { ...server.entry, isolation: 'session' } });
    const clients = [await openClient('http', world, relay), await openClient('http', world, relay)];
    await clients[0]?.waitForTools('work');
    const owners = [];
    for (const client of clients) {
      await client.request('1', 'tools/call', '{"name":"work"}');
      owners.push(rawAt(await client.request('2', 'tasks/get', '{"taskId":"t-1"}'), 'result', 'of'));
    }
    expect(new Set(owners).size).toBe(2);
    for (const [index, client] of clients.entries()) {
      const connection = server.connections[Number(owners[index])];
      connection?.tell('notifications/tasks/status', task.replace('working', `of ${index}`));
      await client.received.next('notifications/tasks/status');
    }
    for (const client of clients) expect(client.received.of('notifications/tasks/status')).toHaveLength(1);
  });
});

describe('what a client may not do to others', { timeout: TEST_MS }, () => {
  test('a notification in the shape of a request reaches no server', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'only');
    server.on('tools/call', () => undefined);
    const relay = await listen(world, { only: server.entry });
    const [victim, attacker] = [await openClient('http', world, relay), await openClient('http', world, relay)];
    await victim.waitForTools('work');
    const { received, send } = await server.connected();
    const called = victim.request('1', 'tools/call', '{"name":"work"}');
    const { rawId } = await received.next('tools/call');
    const frame = await attacker.request('1', 'notifications/cancelled', `{"requestId":${rawId ?? ''}}`);
    expect(rawAt(frame, 'error', 'code')).toBe('-32601');
    expect(received.of('notifications/cancelled')).toEqual([]);
    send(resultFrame(rawId ?? '', textResult('done')));
    expect(textOf(await called)).toBe('done');
  });
});

test(
  'what a prompt links to can be read, from its own server',
  async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'linker');
    server.on('prompts/list', '{"prompts":[{"name":"p"}]}');
    const link = { type: 'resource_link', uri: 'made://link', name: 'l' };
    server.on('prompts/get', JSON.stringify({ messages: [{ role: 'user', content: link }] }));
    server.on('resources/read', resourceText('made://link', 'linked'));
    const relay = await listen(world, { linker: server.entry });
    const client = await openClient('http', world, relay);
    await waitForListed(client, 'prompts', 'p');
    expect(await client.request('1', 'resources/read', '{"uri":"made://link"}')).toContain('-32002');
    await client.request('2', 'prompts/get', '{"name":"p"}');
    expect(await client.request('3', 'resources/read', '{"uri":"made://link"}')).toContain('linked');
  },
  TEST_MS,
);
