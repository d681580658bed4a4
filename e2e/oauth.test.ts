import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { READ, WRITE } from './fixtures/oauth/authorization-server.ts';
import { REMOTE, startScene } from './fixtures/oauth/scene.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { openToOthers } from './harness/file-modes.ts';
import { overHttp } from './harness/mcp-client.ts';
import { runRelay } from './harness/relay.ts';
import { filesWith } from './harness/secret-search.ts';
import { worldOfTest } from './harness/world.ts';

describe('signing in at a remote server', { timeout: TEST_MS }, () => {
  test('it waits for a person, is left alone meanwhile, and works at once after; a restart keeps it', async () => {
    const world = worldOfTest();
    const scene = await startScene(world);
    const relay = await scene.startRelay();
    const needed = await relay.signIn('needed');
    expect(needed).toMatchObject({ issuer: scene.authority.issuer, scopes: [READ, 'offline_access'], address: null });
    const waiting = await relay.remote();
    expect(waiting.status).toBe('waiting');
    expect(waiting.reason).toContain(`mcp-relay auth login ${REMOTE}`);
    expect(scene.authority.registrations(), 'nothing is registered before somebody wants it').toBe(0);
    const asked = scene.server.requests.length;

    const login = await scene.login();
    expect(scene.server.requests.length, 'the server is not asked again and again').toBe(asked);
    const end = await login.finish('alice');
    expect(end.code, end.stderr).toBe(0);
    expect(end.stderr).toContain(`kept in ${scene.secretFile}`);
    const client = await overHttp(world, relay);
    await client.waitForTools('whoami');
    expect((await client.call('whoami')).text).toBe('signed in as alice');
    expect(await relay.remote()).toMatchObject({
      status: 'ready',
      signIn: { state: 'done', keptIn: 'file', scopes: [READ] },
    });
    const { rows } = await relay.control.call('notices.list', { limit: 20 });
    const messages = rows.filter(({ server }) => server === REMOTE).map(({ message }) => message);
    expect(messages.join('\n')).toMatch(/signed in at 127\.0\.0\.1:\d+\n.*needs a sign-in/u);

    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    const again = await scene.startRelay();
    await (await overHttp(world, again)).waitForTools('whoami');
    expect(scene.authority.tokenRequests).toEqual(['authorization_code']);
  });

  test('an access token that runs out is renewed once for all calls, silently; old refresh tokens are not kept', async () => {
    const world = worldOfTest();
    const scene = await startScene(world, { accessTokenTtl: 2 });
    const relay = await scene.startRelay();
    await relay.signIn('needed');
    await (await scene.login()).finish();
    const client = await overHttp(world, relay);
    await client.waitForTools('whoami');
    const renewals = (): number => scene.authority.tokenRequests.filter((type) => type === 'refresh_token').length;
    for (let round = 0; round < 2; round += 1) {
      const token = scene.server.requests.at(-1) ?? '';
      await until('the end of the token', async () => {
        const found = await scene.authority.provider.AccessToken.find(token);
        return !found || found.isExpired;
      });
      const before = renewals();
      const answers = await Promise.all(Array.from({ length: 20 }, () => client.call('whoami')));
      expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['signed in as alice']));
      expect(renewals()).toBe(before + 1);
    }
    expect(scene.authority.tokenRequests.filter((type) => type.includes('invalid'))).toEqual([]);
    const stored = readFileSync(scene.secretFile, 'utf8');
    const kept = [...scene.authority.secrets].filter((secret) => stored.includes(secret));
    expect(kept, 'the last access token and the last refresh token').toHaveLength(2);
  });

  test('a refresh token that was revoked needs a new sign-in, and calls say so', async () => {
    const world = worldOfTest();
    const scene = await startScene(world);
    const relay = await scene.startRelay();
    await relay.signIn('needed');
    await (await scene.login()).finish();
    const client = await overHttp(world, relay);
    await client.waitForTools('whoami');
    const { AccessToken, RefreshToken } = scene.authority.provider;
    for (const secret of scene.authority.secrets) {
      await (await RefreshToken.find(secret))?.destroy();
      await (await AccessToken.find(secret))?.destroy();
    }
    const refused = await client.call('whoami');
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain(`needs a sign-in at 127.0.0.1`);
    expect(scene.authority.tokenRequests.at(-1)).toBe('refresh_token: invalid_grant');
    await relay.signIn('needed');
    for (const secret of scene.authority.secrets) expect(filesWith(world.dataDir, secret)).toEqual([]);
    const before = scene.authority.tokenRequests.length;
    await client.call('whoami');
    expect(scene.authority.tokenRequests.length, 'what was rejected is not tried again').toBe(before);
    await (await scene.login()).finish('bob');
    await relay.signIn('done');
    expect((await client.call('whoami')).text).toBe('signed in as bob');
  });

  test('a call that needs more rights says which; the next sign-in asks for them and keeps the others', async () => {
    const world = worldOfTest();
    const scene = await startScene(world);
    const relay = await scene.startRelay();
    await relay.signIn('needed');
    const first = await scene.login();
    expect(first.address.searchParams.get('scope')).toBe(`${READ} offline_access`);
    await first.finish();
    const client = await overHttp(world, relay);
    await client.waitForTools('write_note');
    const refused = await client.call('write_note');
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain(`needs more rights for this (${WRITE})`);
    expect((await relay.signIn('rights')).scopes).toEqual(expect.arrayContaining([READ, WRITE]));
    expect((await relay.remote()).status, 'all else goes on').toBe('ready');
    expect((await client.call('whoami')).isError).toBe(false);

    const second = await scene.login();
    expect(second.address.searchParams.get('scope')?.split(' ')).toEqual(expect.arrayContaining([READ, WRITE]));
    await second.finish();
    await relay.signIn('done');
    expect((await client.call('write_note')).text).toBe('written');
    expect((await client.call('whoami')).text).toBe('signed in as alice');
  });

  test('signing out forgets the tokens here and has them forgotten there', async () => {
    const world = worldOfTest();
    const scene = await startScene(world);
    const relay = await scene.startRelay();
    await relay.signIn('needed');
    await (await scene.login()).finish();
    await relay.signIn('done');
    const client = await overHttp(world, relay);
    await client.waitForTools('whoami');
    const status = await runRelay(world, ['auth', 'status']);
    expect(status.stdout).toMatch(new RegExp(`${REMOTE} +signed in +${scene.authority.issuer} +${READ} +file`, 'u'));

    const logout = await runRelay(world, ['auth', 'logout', REMOTE]);
    expect(logout.code, logout.stderr).toBe(0);
    await relay.signIn('needed');
    for (const secret of scene.authority.secrets) {
      expect(filesWith(world.dataDir, secret)).toEqual([]);
      expect(await scene.authority.provider.AccessToken.find(secret)).toBeUndefined();
      expect(await scene.authority.provider.RefreshToken.find(secret)).toBeUndefined();
    }
    expect((await runRelay(world, ['auth', 'logout', REMOTE])).code, 'nobody is signed in').toBe(1);
    await (await scene.login()).finish();
    expect(scene.authority.registrations(), 'the registration is used again').toBe(1);
  });

  test('over the older transport too: its stream and its messages are signed in', async () => {
    const world = worldOfTest();
    const scene = await startScene(world, { transport: 'sse' });
    const relay = await scene.startRelay();
    await relay.signIn('needed');
    await (await scene.login()).finish('dora');
    const client = await overHttp(world, relay);
    await client.waitForTools('whoami', 'write_note');
    expect((await client.call('whoami')).text).toBe('signed in as dora');
    expect((await client.call('write_note')).text).toContain('needs more rights');
    await (await scene.login()).finish('dora');
    await relay.signIn('done');
    expect((await client.call('write_note')).text).toBe('written');
  });

  test('one can sign in before any relay runs', async () => {
    const world = worldOfTest();
    const scene = await startScene(world);
    const login = await scene.login('--config-file', scene.configFile);
    const end = await login.finish('carol');
    expect(end.code, end.stderr).toBe(0);
    const status = await runRelay(world, ['auth', 'status', '--json', '--config-file', scene.configFile]);
    expect(JSON.parse(status.stdout)).toMatchObject([{ server: REMOTE, state: 'done', keptIn: 'file' }]);
    const relay = await scene.startRelay();
    const client = await overHttp(world, relay);
    await client.waitForTools('whoami');
    expect((await client.call('whoami')).text).toBe('signed in as carol');
  });

  test('tokens, codes and secrets stand in the secret file alone, which is its owner’s', async () => {
    const world = worldOfTest();
    const scene = await startScene(world, { accessTokenTtl: 2 });
    const relay = await scene.startRelay({ env: { LOGLEVEL: 'debug' } });
    await relay.signIn('needed');
    const login = await scene.login();
    await login.finish();
    const client = await overHttp(world, relay);
    await client.waitForTools('whoami');
    await until('a renewal', async () => {
      await client.call('whoami');
      return scene.authority.tokenRequests.includes('refresh_token');
    });
    const denied = await client.call('write_note');
    const seen = [
      relay.stderr(),
      relay.stdout(),
      login.command.stderr(),
      denied.json,
      (await relay.control.post('servers.list', '{}')).body,
      (await relay.control.post('notices.list', '{"limit":100}')).body,
      (await runRelay(world, ['auth', 'status', '--json'])).stdout,
      (await runRelay(world, ['secret', 'list'])).stdout,
    ].join('\n');
    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    expect(scene.authority.secrets.size).toBeGreaterThan(4);
    for (const secret of scene.authority.secrets) {
      expect(seen).not.toContain(secret);
      expect(relay.stderr()).not.toContain(secret);
      expect(filesWith(world.folder, secret).filter((file) => file !== scene.secretFile)).toEqual([]);
    }
    expect(openToOthers(world.dataDir)).toEqual([]);
  });
});
