import { beforeEach, describe, expect, test } from 'vitest';

import { rawAt, rawElements } from './fixtures/raw-json.ts';
import { textResult, tool } from './fixtures/servers/session.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { ALL_CAPABILITIES, type Puppet, type PuppetConnection, puppet } from './harness/puppet.ts';
import { type RawClient, openClient } from './harness/raw-client.ts';
import { stringAt } from './harness/said-frames.ts';
import { type World, worldOfTest } from './harness/world.ts';

const TASKS = '{"list":{},"cancel":{},"requests":{"tools":{"call":{}}}}';
const WITH_TASKS = ALL_CAPABILITIES.replace(/\}$/u, `,"tasks":${TASKS}}`);
const LONG_TOOL = {
  ...tool('long', 'Takes its time.'),
  execution: { taskSupport: 'optional' },
};
const task = (taskId: string, status = 'working'): string =>
  `{"taskId":"${taskId}","status":"${status}","createdAt":"2026-01-01T00:00:00Z","lastUpdatedAt":"2026-01-01T00:00:00Z","ttl":60000,"pollInterval":1.0,"x-vendor":1e400}`;

describe('tasks', { timeout: TEST_MS }, () => {
  let world: World;
  let server: Puppet;
  let plain: Puppet;
  let connection: PuppetConnection;
  let owner: RawClient;
  let other: RawClient;

  beforeEach(async () => {
    world = worldOfTest();
    server = await puppet(world, 'tasker', { capabilities: WITH_TASKS });
    plain = await puppet(world, 'plain');
    server.on('tools/list', JSON.stringify({ tools: [LONG_TOOL] }));
    plain.on('tools/list', JSON.stringify({ tools: [{ ...LONG_TOOL, name: 'short' }] }));
    server.on('tools/call', `{"task":${task('t-1')},"_meta":{"k":1.0}}`);
    const relay = await listen(world, { plain: plain.entry, tasker: server.entry });
    connection = await server.connected();
    await plain.connected();
    owner = await openClient('http', world, relay, { capabilities: '{"elicitation":{}}' });
    other = await openClient('sse', world, relay);
    await owner.waitForTools('long', 'short');
  }, TEST_MS);

  const start = (): Promise<string> =>
    owner.request('"start"', 'tools/call', '{"name":"long","arguments":{},"task":{"ttl":60000,"x-t":1.0}}');
  const METHODS = ['tasks/get', 'tasks/result', 'tasks/cancel'] as const;

  test('are offered, and a call that becomes one passes as it is', async () => {
    const offered = rawAt(owner.greeting, 'capabilities', 'tasks') ?? '{}';
    expect(JSON.parse(offered)).toMatchObject({ cancel: {}, requests: { tools: { call: {} } } });
    expect(rawAt(await start(), 'result')).toBe(`{"task":${task('t-1')},"_meta":{"k":1.0}}`);
    const [call] = connection.received.of('tools/call');
    expect(rawAt(call?.rawParams ?? '', 'task')).toBe('{"ttl":60000,"x-t":1.0}');
  });

  test.each(METHODS)('%s goes to the server of the task, and its answer to who started it', async (method) => {
    const answers = {
      'tasks/get': task('t-1'),
      'tasks/result': `{"content":[{"type":"text","text":"at last"}],"_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t-1"},"k":1.0}}`,
      'tasks/cancel': task('t-1', 'cancelled'),
    };
    for (const each of METHODS) server.on(each, answers[each]);
    await start();
    const frame = await owner.request('"ask"', method, '{"taskId":"t-1","x-vendor":1.0}');
    expect(rawAt(frame, 'result')).toBe(answers[method]);
    const [arrived, ...more] = connection.received.of(method);
    expect(arrived?.rawParams).toBe('{"taskId":"t-1","x-vendor":1.0}');
    expect(more).toEqual([]);
    expect((await plain.connected()).received.of(method)).toEqual([]);
  });

  test.each(METHODS)("%s of another session's task, or of none, is refused, and no server is asked", async (method) => {
    await start();
    for (const [client, taskId] of [
      [other, 't-1'],
      [other, 't-2'],
      [owner, 't-2'],
      [owner, 'T-1'],
      [owner, ''],
    ] as const) {
      const frame = await client.request('"foreign"', method, JSON.stringify({ taskId }));
      expect(rawAt(frame, 'error', 'code'), taskId).toBe('-32602');
    }
    expect(connection.received.of(method)).toEqual([]);
  });

  test('what is said of a task goes to the session that started it, and to nobody else', async () => {
    await start();
    connection.tell('notifications/tasks/status', task('t-1', 'completed'));
    connection.tell('notifications/tasks/status', task('t-9', 'completed'));
    (await plain.connected()).tell('notifications/tasks/status', task('t-1', 'failed'));
    const { rawParams } = await owner.received.next('notifications/tasks/status');
    expect(rawParams).toBe(task('t-1', 'completed'));
    await (await plain.connected()).ask('ping', '{}');
    for (const client of [owner, other]) await client.request('"p"', 'ping');
    expect(owner.received.of('notifications/tasks/status')).toHaveLength(1);
    expect(other.received.of('notifications/tasks/status')).toEqual([]);
  });

  test('a task asks its own client while that waits for the result', async () => {
    await start();
    server.on('tasks/result', async ({ ask }) => {
      const meta = '"_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t-1"}}';
      return textResult(await ask('elicitation/create', `{"message":"Which?","requestedSchema":{},${meta}}`));
    });
    const answer = owner.request('"result"', 'tasks/result', '{"taskId":"t-1"}');
    const { rawId, rawParams } = await owner.received.next('elicitation/create');
    expect(rawAt(rawParams, '_meta', 'io.modelcontextprotocol/related-task', 'taskId')).toBe('"t-1"');
    owner.answer(rawId, '{"action":"decline"}');
    expect(stringAt(await answer, 'result', 'content', 0, 'text')).toContain('decline');
  });

  test('progress goes on under the token of the call that started it', async () => {
    await owner.request('"start"', 'tools/call', '{"name":"long","task":{},"_meta":{"progressToken":"mine"}}');
    const [call] = connection.received.of('tools/call');
    const token = rawAt(call?.rawParams ?? '', '_meta', 'progressToken') ?? '';
    connection.tell('notifications/progress', `{"progressToken":${token},"progress":1}`);
    const { rawParams } = await owner.received.next('notifications/progress', 0, 5000);
    expect(rawParams).toBe('{"progressToken":"mine","progress":1}');
  });

  test('a server that gives the id of another one’s task does not get it', async () => {
    await start();
    plain.on('tools/call', `{"task":${task('t-1')}}`);
    await other.request('"seize"', 'tools/call', '{"name":"short"}');
    server.on('tasks/get', task('t-1'));
    expect(rawAt(await owner.request('"get"', 'tasks/get', '{"taskId":"t-1"}'), 'result')).toBe(task('t-1'));
    expect((await plain.connected()).received.of('tasks/get')).toEqual([]);
  });

  test('a tool of a server that knows no tasks does not say that it can be one', async () => {
    const frame = await owner.request('"tools"', 'tools/list');
    const tools = rawElements(rawAt(frame, 'result', 'tools') ?? '[]');
    const named = (name: string): string => tools.find((one) => stringAt(one, 'name') === name) ?? '';
    expect(rawAt(named('long'), 'execution', 'taskSupport')).toBe('"optional"');
    expect(rawAt(named('short'), 'execution', 'taskSupport') ?? '"forbidden"').toBe('"forbidden"');
  });

  test('a task is gone with its server', async () => {
    await start();
    server.on('tasks/get', task('t-1'));
    connection.crash();
    const again = await server.connected(1);
    await until('the tool again', async () => {
      const frame = await owner.request('"get"', 'tasks/get', '{"taskId":"t-1"}');
      return rawAt(frame, 'result') !== undefined || again.received.of('tasks/get').length > 0;
    });
    // Whether the server still knows it is the server's to say.
    expect(again.received.of('tasks/get')[0]?.rawParams).toBe('{"taskId":"t-1"}');
  });
});
