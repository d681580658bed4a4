import { beforeAll, describe, expect, test } from 'vitest';

import type { CallDetail } from '../src-relay/control/contract.ts';
import { INJECTED_DOCUMENT } from './fixtures/injections.ts';
import { buildToken } from './fixtures/tokens.ts';
import { type ControlClient, controlClient } from './harness/control-client.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { filesWith } from './harness/secret-search.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

const SECRET = buildToken('HUGGINGFACE_TOKEN', 1);
const MINUTE = 60_000;

describe('a pause', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let control: ControlClient;
  let client: McpClient;

  beforeAll(async () => {
    relay = await listen(world, {
      tokens: fixture('token-emitter'),
      pages: fixture('injection'),
      echo: fixture('echo'),
    });
    control = controlClient(world, relay);
    client = await overHttp(world, relay);
    await client.waitForTools('emit', 'page', 'echo');
  }, TEST_MS);

  async function latest(): Promise<CallDetail> {
    const { rows } = await control.call('calls.list', { filter: {}, limit: 1 });
    return control.call('calls.get', { entryId: rows[0]?.entryId ?? '' });
  }

  test('lets everything pass unscanned, logged as bypassed without payloads; then all is scanned again', async () => {
    const begin = Date.now();
    const paused = await control.call('relay.pause', { minutes: 5 });
    expect(paused.pausedUntil).toBeGreaterThanOrEqual(begin + 5 * MINUTE);
    expect(paused.pausedUntil).toBeLessThanOrEqual(Date.now() + 5 * MINUTE);

    expect((await client.call('emit', { kind: 'HUGGINGFACE_TOKEN' })).text).toContain(SECRET);
    expect(await latest()).toMatchObject({ outcome: 'bypassed', request: null, response: null, findings: [] });
    const page = await client.call('page');
    expect(page).toMatchObject({ isError: false, text: INJECTED_DOCUMENT });
    expect(await latest()).toMatchObject({ outcome: 'bypassed', request: null, response: null });
    expect((await client.call('echo', { note: `a ${SECRET}` })).text).toContain(SECRET);
    expect((await client.call('no_such_tool')).text).toMatch(/^AISEC_TOOL_NOT_FOUND/u);

    const resumed = await control.call('relay.resume', {});
    expect(resumed.pausedUntil).toBeNull();
    expect((await client.call('emit', { kind: 'HUGGINGFACE_TOKEN' })).text).not.toContain(SECRET);
    expect(await latest()).toMatchObject({ outcome: 'masked' });
    expect((await client.call('page')).text).toMatch(/^AISEC_SECURITY_BLOCK/u);
    expect((await client.call('echo', { note: `a ${SECRET}` })).text).not.toContain(SECRET);
    expect(filesWith(world.dataDir, SECRET), 'nothing unscanned was stored').toEqual([]);
    const { rows } = await control.call('notices.list', { limit: 10 });
    expect(rows.filter((row) => row.type === 'config_change')).toHaveLength(2);
  });

  test('can be made longer and shorter, and ended twice', async () => {
    await control.call('relay.pause', { minutes: 60 });
    const shorter = await control.call('relay.pause', { minutes: 1 });
    expect(shorter.pausedUntil).toBeLessThanOrEqual(Date.now() + MINUTE);
    expect((await control.call('relay.resume', {})).pausedUntil).toBeNull();
    expect((await control.call('relay.resume', {})).pausedUntil).toBeNull();
    expect((await control.call('relay.status', {})).pausedUntil).toBeNull();
  });

  test('does not let clients pause: nothing that they send reaches it', async () => {
    for (const name of ['relay.pause', 'relay_pause', 'servers.setHidden']) {
      expect((await client.call(name, { minutes: 5 })).text).toMatch(/^AISEC_TOOL_NOT_FOUND/u);
    }
    expect((await control.call('relay.status', {})).pausedUntil).toBeNull();
  });
});
