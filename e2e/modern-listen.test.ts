import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { tool } from './fixtures/servers/session.ts';
import { TEST_MS, within } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { askModern, modernFrame, openModern, waitForTools, type ModernExchange } from './harness/modern-http.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { worldOfSuite } from './harness/world.ts';

const ACKNOWLEDGED = 'notifications/subscriptions/acknowledged';
const ID = 'io.modelcontextprotocol/subscriptionId';

describe('a modern client listens', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let server: Puppet;
  let tools = 1;

  const listenTo = (rawId: string, notifications: string): ModernExchange =>
    openModern(world, relay, modernFrame(rawId, 'subscriptions/listen', `{"notifications":${notifications}}`));

  async function changeTools(): Promise<void> {
    tools += 1;
    const all = Array.from({ length: tools }, (_, index) => tool(`tool-${index}`, 'Works.'));
    server.on('tools/list', JSON.stringify({ tools: all }));
    (await server.connected()).tell('notifications/tools/list_changed');
  }

  beforeAll(async () => {
    server = await puppet(world, 'server');
    server.on('tools/list', JSON.stringify({ tools: [tool('tool-0', 'Works.')] }));
    server.on('resources/list', '{"resources":[{"uri":"a:b","name":"one"}]}');
    relay = await listen(world, { server: server.entry });
    await waitForTools(world, relay, 'tool-0');
  }, TEST_MS);

  test('and is told first what it will hear, then that alone, marked with its id', async () => {
    const toTools = listenTo('"tools"', '{"toolsListChanged":true,"taskIds":["t"],"promptsListChanged":false}');
    const toPrompts = listenTo('12', '{"promptsListChanged":true}');
    const first = await toTools.received.next(ACKNOWLEDGED);
    expect(toTools.received.all[0]).toBe(first);
    expect(rawAt(first.rawParams, 'notifications')).toBe('{"toolsListChanged":true}');
    const other = await toPrompts.received.next(ACKNOWLEDGED);
    expect(rawAt(other.rawParams, '_meta', ID)).toBe('12');
    await changeTools();
    const changed = await toTools.received.next('notifications/tools/list_changed');
    expect(rawAt(changed.rawParams, '_meta', ID)).toBe('"tools"');
    expect(toPrompts.received.all).toHaveLength(1);
    toTools.close();
    toPrompts.close();
  });

  test('to resources: the server is subscribed to as long as somebody listens', async () => {
    const { received } = await server.connected();
    const listening = listenTo('1', '{"resourceSubscriptions":["a:b"]}');
    await listening.received.next(ACKNOWLEDGED);
    await received.next('resources/subscribe');
    (await server.connected()).tell('notifications/resources/updated', '{"uri":"a:b"}');
    const updated = await listening.received.next('notifications/resources/updated');
    expect(rawAt(updated.rawParams, 'uri')).toBe('"a:b"');
    listening.close();
    await received.next('resources/unsubscribe');
  });

  test('to nothing that there is: it ends at once, in good order', async () => {
    const { frame, ahead } = await askModern(
      world,
      relay,
      modernFrame('"none"', 'subscriptions/listen', '{"notifications":{}}'),
    );
    expect(ahead).toHaveLength(1);
    expect(rawAt(frame, 'result', 'resultType')).toBe('"complete"');
    expect(rawAt(frame, 'result', '_meta', ID)).toBe('"none"');
  });

  test('until the relay stops, and is told so', async () => {
    const listening = listenTo('"last"', '{"toolsListChanged":true}');
    await listening.received.next(ACKNOWLEDGED);
    relay.child.kill('SIGTERM');
    const frame = await listening.received.answer('"last"');
    expect(rawAt(frame, 'result', '_meta', ID)).toBe('"last"');
    await within('end of the stream', listening.ended);
  });
});
