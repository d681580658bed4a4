import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { HTTP } from '../src-relay/control/contract.ts';
import { controlToken } from './harness/control-client.ts';
import { TEST_MS, within } from './harness/deadline.ts';
import { listen, listenWith } from './harness/listening-relay.ts';
import { createLink, openPage, pageHeaders } from './harness/page-session.ts';
import { type RawResponse, rawHttp } from './harness/raw-http.ts';
import { worldOfTest } from './harness/world.ts';

const STATUS = `${HTTP.control}/relay.status`;

describe('the control token', { timeout: TEST_MS }, () => {
  test('is for the owner alone, new at each start, and gone after a stop', async () => {
    const world = worldOfTest();
    const file = join(world.dataDir, 'control.token');
    const tokens: string[] = [];
    for (let start = 0; start < 2; start += 1) {
      const relay = await listen(world, {});
      expect(statSync(file).mode & 0o777).toBe(0o600);
      tokens.push(controlToken(world));
      expect(controlToken(world)).toMatch(/^[\w-]{40,}$/u);
      relay.child.kill('SIGTERM');
      expect((await within('stop', relay.exit)).code).toBe(0);
      expect(existsSync(file)).toBe(false);
    }
    expect(new Set(tokens).size).toBe(2);
  });

  test('of a relay that was killed is worth nothing to the next one', async () => {
    const world = worldOfTest();
    const killed = await listen(world, {});
    const old = controlToken(world);
    const page = await openPage(world, killed);
    const unused = await createLink(world, killed);
    killed.child.kill('SIGKILL');
    await within('end', killed.exit);
    const relay = await listenWith(world, killed.configFile);
    expect(controlToken(world)).not.toBe(old);
    expect(statSync(join(world.dataDir, 'control.token')).mode & 0o777).toBe(0o600);
    const status = (headers: Record<string, string>): Promise<RawResponse> =>
      rawHttp(`${relay.info.baseUrl}${STATUS}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      });
    expect((await status({ authorization: `Bearer ${old}` })).status).toBe(401);
    const name = `mcp_relay_ui_${new URL(relay.info.baseUrl).port}`;
    const cookie = `${name}=${page.cookie.split('=')[1]}`;
    expect((await status({ ...pageHeaders(page), cookie })).status).toBe(401);
    const path = new URL(unused).pathname;
    expect((await rawHttp(`${relay.info.baseUrl}${path}`)).status).toBe(401);
  });
});
