import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FileSecretStore } from '../src-relay/config/secret-store-file.ts';
import { createLog } from '../src-relay/protocol/log.ts';
import type { ServerSignIn } from '../src-relay/downstream/oauth/server-sign-in.ts';
import { SignIns } from '../src-relay/downstream/oauth/sign-ins.ts';
import { startAuthorizationServer } from './fixtures/oauth/authorization-server.ts';
import { visit } from './fixtures/oauth/browser.ts';
import { JsonRpc } from './fixtures/oauth/json-rpc.ts';
import { startProtectedServer } from './fixtures/oauth/protected-server.ts';
import { remoteServer } from './fixtures/oauth/remote-server.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { worldOfTest } from './harness/world.ts';

/** How long an access token is good, in seconds. */
const TTL_S = 2;

const log = createLog('error', (line) => process.stderr.write(line));

test(
  'two relays of one data folder renew a grant once: a refresh token that is used twice would cost it',
  async () => {
    const world = worldOfTest();
    const authority = await startAuthorizationServer(world, { accessTokenTtl: TTL_S });
    const server = await startProtectedServer(world, authority);
    const file = join(world.folder, 'secrets.json');
    const [first, second] = [0, 1].map(() => signInOf(new SignIns(new FileSecretStore(file), log), server.url));
    if (!first || !second) throw new Error('no sign-ins');
    const rpc = new JsonRpc(server.url, first, '2025-11-25');
    await expect(rpc.open()).rejects.toThrow('needs a sign-in');
    await signIn(first);
    await second.prepare();
    for (let round = 0; round < 2; round += 1) {
      const { authorization } = await first.headers();
      const from = Date.now();
      await until('the end of the token', () => Date.now() - from > TTL_S * 1000);
      const before = authority.tokenRequests.length;
      const headers = await Promise.all([first, second, first, second].map(async (one) => one.headers()));
      expect(new Set(headers.map((one) => one['authorization'])).size).toBe(1);
      expect(headers[0]?.['authorization']).not.toBe(authorization);
      expect(authority.tokenRequests.slice(before)).toEqual(['refresh_token']);
    }
  },
  TEST_MS,
);

test(
  'two servers of one address share a sign-in, and each hears of it',
  async () => {
    const world = worldOfTest();
    const authority = await startAuthorizationServer(world);
    const server = await startProtectedServer(world, authority);
    const signIns = new SignIns(new FileSecretStore(join(world.folder, 'secrets.json')), log);
    const [one, other] = [0, 1].map(() => signInOf(signIns, server.url));
    if (!one || !other) throw new Error('no sign-ins');
    const rpcs = [one, other].map((each) => new JsonRpc(server.url, each, '2025-11-25'));
    for (const rpc of rpcs) await expect(rpc.open()).rejects.toThrow('needs a sign-in');
    await signIn(one);
    expect(other.need).toBeUndefined();
    for (const rpc of rpcs) await rpc.open();
    expect(authority.tokenRequests).toEqual(['authorization_code']);
  },
  TEST_MS,
);

function signInOf(signIns: SignIns, url: string): ServerSignIn | undefined {
  return signIns.of(remoteServer(url));
}

async function signIn(by: ServerSignIn): Promise<void> {
  const view = await by.begin(false);
  await (await visit(view?.address ?? '')).follow();
  await by.ended();
}
