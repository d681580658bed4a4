import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

import { describe, expect, test } from 'vitest';

import { HTTP } from '../src-relay/control/contract.ts';
import { attack, headOf } from './harness/attack.ts';
import { controlToken } from './harness/control-client.ts';
import { TEST_MS } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { BEARER, rawHttp } from './harness/raw-http.ts';
import { runRelay, writeConfig } from './harness/relay.ts';
import { createLink, openPage, pageHeaders } from './harness/page-session.ts';
import { worldOfTest } from './harness/world.ts';

/** An address of this machine that is not loopback; undefined where it has none. */
const outside = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
const REMOTE = ['--host', '0.0.0.0', '--allow-remote', '--allowed-hosts', 'Relay.Example,other.example:9000'];

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

describe('beyond loopback', { timeout: TEST_MS }, () => {
  test.each(['0.0.0.0', '::', '192.0.2.1', 'relay.example'])('--host %s alone is an error', async (host) => {
    const world = worldOfTest();
    const file = writeConfig(world, { mcpServers: {} });
    const { code, stderr } = await runRelay(world, ['--config-file', file, '--transport', 'http', '--host', host]);
    expect(code).toBe(2);
    expect(stderr).toContain('--allow-remote');
  });

  test.skipIf(outside === undefined)('nobody reaches a relay that was not told so', async () => {
    const relay = await listen(worldOfTest(), {});
    const port = Number(new URL(relay.info.baseUrl).port);
    expect(await reaches('127.0.0.1', port)).toBe(true);
    expect(await reaches(outside ?? '', port)).toBe(false);
  });

  test('with --allow-remote, Host and Origin are looked at as before, but for the Host of a probe', async () => {
    const relay = await listen(worldOfTest(), {}, { args: REMOTE });
    const port = Number(new URL(relay.info.baseUrl).port);
    const status = async (path: string, ...lines: readonly string[]): Promise<number> =>
      (await attack(port, headOf(`GET ${path} HTTP/1.1`, ...lines))).status;
    for (const host of ['attacker.example', `attacker.example:${port}`, 'other.example', '10.0.0.1', '']) {
      for (const path of ['/health', '/healthz']) expect(await status(path, `Host: ${host}`), host).toBe(200);
      for (const path of ['/', '/mcp', '/sse', '/ui/', HTTP.events, '/.well-known/x']) {
        expect(await status(path, `Host: ${host}`), `${host} ${path}`).toBe(403);
      }
    }
    for (const host of ['relay.example', `RELAY.example:${port}`, 'relay.example.', 'other.example:9000']) {
      expect(await status('/mcp', `Host: ${host}`), host).toBe(401);
    }
    for (const origin of ['null', 'http://attacker.example', 'http://other.example:9000', 'http://relay.example']) {
      expect(await status('/health', 'Host: relay.example', `Origin: ${origin}`), origin).toBe(403);
    }
    expect(await status('/mcp', 'Host: relay.example', `Origin: http://relay.example:${port}`)).toBe(401);
  });

  test.skipIf(outside === undefined)('management is for this machine alone, whoever asks', async () => {
    const world = worldOfTest();
    const relay = await listen(world, {}, { args: [...REMOTE, '--allowed-hosts', `${outside}`] });
    const port = Number(new URL(relay.info.baseUrl).port);
    const page = await openPage(world, relay);
    const link = new URL(await createLink(world, relay));
    const at = `http://${outside}:${port}`;
    expect((await rawHttp(`${at}/mcp`, { headers: BEARER })).status, 'clients do get in').toBe(400);
    for (const headers of [{ authorization: `Bearer ${controlToken(world)}` }, pageHeaders(page), BEARER]) {
      for (const path of [`${HTTP.control}/relay.status`, HTTP.links, HTTP.events, '/ui/', link.pathname]) {
        for (const method of ['GET', 'POST']) {
          expect((await rawHttp(at + path, { method, headers })).status, `${method} ${path}`).toBe(403);
        }
      }
    }
    expect((await rawHttp(link.href)).status, 'the link is still good').toBe(303);
  });
});
