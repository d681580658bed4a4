import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { READ } from './fixtures/oauth/authorization-server.ts';
import { REMOTE, startScene, type Scene } from './fixtures/oauth/scene.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { overHttp } from './harness/mcp-client.ts';
import { rawHttp } from './harness/raw-http.ts';
import { runRelay, TOKEN } from './harness/relay.ts';
import type { World } from './harness/world.ts';
import { worldOfTest } from './harness/world.ts';

const CALLBACK_PORT = 47_123;

describe('sign-ins that somebody tampers with', { timeout: TEST_MS }, () => {
  test('an answer with a wrong state is shown the door, and the true one still counts', async () => {
    const world = worldOfTest();
    const scene = await startScene(world);
    const relay = await scene.startRelay();
    await relay.signIn('needed');
    const login = await scene.login();
    const visit = await login.visit();
    const foreign = withParameter(visit.redirect, 'state', 'x'.repeat(43));
    const refused = await visit.follow(foreign);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('does not belong to the sign-in');
    expect(scene.authority.tokenRequests).toEqual([]);
    await relay.signIn('running');
    const answered = await visit.follow();
    expect(answered.text).toContain('You are signed in');
    expect(answered.text, 'the page runs nothing and repeats nothing').not.toMatch(/<script|code=|state=/u);
    expect((await login.end()).code).toBe(0);
    await expect(visit.follow(), 'nobody listens any more').rejects.toThrow();
  });

  test('who reaches the listener by another name or path learns nothing', async () => {
    const world = worldOfTest();
    const scene = await startScene(world);
    const login = await scene.login('--config-file', scene.configFile);
    const { redirect, follow } = await login.visit();
    const rebound = await rawHttp(redirect.href, { headers: { host: `evil.example.com:${redirect.port}` } });
    expect(rebound.status).toBe(403);
    expect((await follow(new URL('/', redirect))).status).toBe(404);
    expect((await rawHttp(redirect.href, { method: 'POST', body: '' })).status).toBe(405);
    const twice = new URL(redirect);
    twice.searchParams.append('state', twice.searchParams.get('state') ?? '');
    expect((await follow(twice)).status).toBe(400);
    expect(scene.authority.tokenRequests).toEqual([]);
    expect((await follow()).status).toBe(200);
    expect((await login.end()).code).toBe(0);
  });

  test.each([
    ['of another issuer', 'https://evil.example.com'],
    ['that differs by a slash', 'SLASH'],
    ['without an issuer', undefined],
  ])('an answer %s is not redeemed', async (_what, iss) => {
    const world = worldOfTest();
    const scene = await startScene(world);
    const relay = await scene.startRelay();
    await relay.signIn('needed');
    const login = await scene.login();
    const visit = await login.visit();
    const page = await visit.follow(
      withParameter(visit.redirect, 'iss', iss === 'SLASH' ? `${scene.authority.issuer}/` : iss),
    );
    expect(page.status).toBe(400);
    const end = await login.end();
    expect(end.code).toBe(1);
    expect(end.stderr).toContain('did not come from 127.0.0.1');
    expect(scene.authority.tokenRequests).toEqual([]);
    expect((await relay.signIn('needed')).failure).toContain('did not come from');
  });

  test('an answer that says no tells the person so', async () => {
    const world = worldOfTest();
    const scene = await startScene(world);
    const login = await scene.login('--config-file', scene.configFile);
    const visit = await login.visit();
    const denied = withParameter(withParameter(visit.redirect, 'code', undefined), 'error', 'access_denied');
    expect((await visit.follow(denied)).status).toBe(400);
    expect((await login.end()).stderr).toContain('access was denied there');
  });

  test.each([
    ['speaks for another server', { resource: 'https://evil.example.com/mcp' }, 'speaks for another server'],
    ['names a server without https', { authorization_servers: ['http://auth.example.com'] }, 'without https'],
    ['names an address of no kind', { authorization_servers: ['file:///etc/passwd'] }, 'without https'],
  ])('metadata that %s gets no sign-in', async (_what, published, words) => {
    const world = worldOfTest();
    const scene = await startScene(world);
    scene.server.publish(published);
    const relay = await scene.startRelay();
    const waiting = await until('a reason', async () => {
      const { reason, status } = await relay.remote();
      return status === 'waiting' ? (reason ?? undefined) : undefined;
    });
    expect(waiting).toContain(words);
    const { code, stderr } = await runRelay(world, ['auth', 'login', REMOTE, '--no-browser']);
    expect(code).not.toBe(0);
    expect(stderr).toContain(words);
    expect(scene.authority.registrations()).toBe(0);
  });

  test('no client token starts a sign-in', async () => {
    const world = worldOfTest();
    const scene = await startScene(world);
    const relay = await scene.startRelay();
    await relay.signIn('needed');
    const response = await rawHttp(`${relay.info.baseUrl}/control/servers.signIn`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ server: REMOTE, opensBrowser: true }),
    });
    expect(response.status).toBe(401);
    expect((await relay.remote()).signIn?.state).toBe('needed');
  });
});

describe('signing in the way things are set up', { timeout: TEST_MS }, () => {
  test('the browser is opened by a program and its argument, without the relay’s own secrets', async () => {
    const world = worldOfTest();
    const scene = await startScene(world);
    const relay = await scene.startRelay({ env: withOpener(world) });
    await relay.signIn('needed');
    const { signIn } = await relay.control.call('servers.signIn', { server: REMOTE, opensBrowser: true });
    const opened = readFileSync(world.path('opened'), 'utf8').trimEnd().split('\n');
    expect(opened.slice(0, 2)).toEqual(['1', signIn?.address]);
    expect(opened.join('\n')).not.toContain(TOKEN);
    const stopped = await relay.control.call('servers.cancelSignIn', { server: REMOTE });
    expect(stopped.signIn).toMatchObject({ state: 'needed', address: null, failure: null });
    await expect(fetch(new URL(signIn?.address ?? '').searchParams.get('redirect_uri') ?? '')).rejects.toThrow();
  });

  test('a client that was registered by hand, with its secret in the secret store', async () => {
    const world = worldOfTest();
    const secret = 'p@ss word:%41+/=&';
    const scene = await startScene(world, {
      registration: false,
      clients: [
        {
          client_id: 'the relay',
          client_secret: secret,
          application_type: 'native',
          redirect_uris: [`http://127.0.0.1:${CALLBACK_PORT}/callback`],
          grant_types: ['authorization_code', 'refresh_token'],
          token_endpoint_auth_method: 'client_secret_basic',
        },
      ],
      oauth: {
        clientId: 'the relay',
        clientSecret: '${secret:NOTES_CLIENT}',
        redirectPort: CALLBACK_PORT,
        scopes: [READ],
      },
    });
    await runRelay(world, ['secret', 'set', 'NOTES_CLIENT'], { input: secret });
    const relay = await scene.startRelay();
    await relay.signIn('needed');
    const login = await scene.login();
    expect(login.address.searchParams.get('client_id')).toBe('the relay');
    expect((await login.finish()).code).toBe(0);
    await (await overHttp(world, relay)).waitForTools('whoami');
    expect(readFileSync(scene.secretFile, 'utf8').split(JSON.stringify(secret)).length, 'it is stored once').toBe(2);
  });

  test('a server that takes no clients says what to do', async () => {
    const world = worldOfTest();
    const scene = await startScene(world, { registration: false });
    const { code, stderr } = await loginOutput(world, scene);
    expect(code).not.toBe(0);
    expect(stderr).toContain('registers no clients by itself');
    expect(stderr).toContain('oauth.clientId');
  });

  test('a server that wants a key and has no sign-in is told apart', async () => {
    const world = worldOfTest();
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/mcp' ? 401 : 404, { 'www-authenticate': 'Bearer' }).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    world.onEnd(() => void server.close());
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/mcp`;
    const scene = await startScene(world);
    world.write('relay-config.json', JSON.stringify({ mcpServers: { [REMOTE]: { url } } }));
    const relay = await scene.startRelay();
    const reason = await until('a reason', async () => {
      const { status, reason } = await relay.remote();
      return status === 'waiting' ? (reason ?? undefined) : undefined;
    });
    expect(reason).toContain('put a valid credential into its "headers"');
    expect((await relay.remote()).signIn).toBeNull();
    const { stderr } = await loginOutput(world, scene);
    expect(stderr).toContain('publishes nothing about a sign-in');
    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
  });
});

function withParameter(url: URL, name: string, value: string | undefined): URL {
  const changed = new URL(url);
  if (value === undefined) changed.searchParams.delete(name);
  else changed.searchParams.set(name, value);
  return changed;
}

async function loginOutput(world: World, scene: Scene): Promise<{ code: number | null; stderr: string }> {
  return runRelay(world, ['auth', 'login', REMOTE, '--no-browser', '--config-file', scene.configFile]);
}

/** A stand-in for xdg-open that writes down how it was called. */
function withOpener(world: World): Record<string, string> {
  mkdirSync(world.path('bin'));
  const opener = world.write('bin/xdg-open', `#!/bin/sh\n{ echo "$#"; echo "$1"; env; } > '${world.path('opened')}'\n`);
  chmodSync(opener, 0o755);
  return { PATH: `${world.path('bin')}:${process.env['PATH'] ?? ''}`, DISPLAY: ':0' };
}
