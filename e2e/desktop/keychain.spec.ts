import { existsSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';
import { type AuthorizationServer, startAuthorizationServer } from '../fixtures/oauth/authorization-server.ts';
import { visit } from '../fixtures/oauth/browser.ts';
import { startProtectedServer } from '../fixtures/oauth/protected-server.ts';
import { controlClient } from '../harness/control-client.ts';
import type { World } from '../harness/create-world.ts';
import { until } from '../harness/deadline.ts';
import { writeConfig } from '../harness/relay.ts';
import { filesWith } from '../harness/secret-search.ts';
import { expect, test } from '../ui/harness/desktop-fixtures.ts';
import { type DesktopHost, startDesktop } from '../ui/harness/desktop-host.ts';
import { goTo, serverRow } from '../ui/harness/screens.ts';

test.skip(process.platform !== 'linux', 'elsewhere there is always a keychain');

const KEYCHAIN = { ELECTRON_HOST_PASSWORD_STORE: 'gnome-libsecret' };

test('a sign-in is kept in the keychain: no token stands in any file, and a restart keeps it', async ({
  world,
  kind,
}) => {
  test.skip(kind !== 'stand-in', 'real Electron has the keychain that the machine has');
  const { authority, configFile } = await startServers(world);
  const host = await startDesktop(world, configFile, kind, KEYCHAIN);
  await signIn(world, host);
  const section = host.page.getByRole('region', { name: 'Sign-in' });
  await expect(section).toContainText("kept in the system's keychain");
  expect(await dialogs(host.app)).toEqual([]);
  expect(writtenSecrets(world, authority)).toEqual([]);
  await host.stop();

  const again = await startDesktop(world, configFile, kind, KEYCHAIN);
  await goTo(again.page, 'Servers');
  await expect(serverRow(again.page, 'notes')).toContainText('Ready');
  expect(authority.tokenRequests).toEqual(['authorization_code']);
});

test('without a keychain the app says so and asks, once, before it uses the file', async ({ world, kind }) => {
  test.skip(kind !== 'stand-in', 'real Electron has the keychain that the machine has');
  const { authority, configFile } = await startServers(world);
  const host = await startDesktop(world, configFile, kind);
  await answer(host.app, 1);
  await signIn(world, host);
  await expect(host.page.getByRole('region', { name: 'Sign-in' })).toContainText('not encrypted');
  const asked = await dialogs(host.app);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('This system has no keychain');
  expect(asked[0]).toContain(world.dataDir);
  expect(writtenSecrets(world, authority)).not.toEqual([]);
  await host.stop();
  const again = await startDesktop(world, configFile, kind);
  await goTo(again.page, 'Servers');
  await expect(serverRow(again.page, 'notes')).toContainText('Ready');
  expect(await dialogs(again.app)).toEqual([]);
});

test('who says no is signed in until the app quits, and nothing is written', async ({ world, kind }) => {
  test.skip(kind !== 'stand-in', 'real Electron has the keychain that the machine has');
  const { authority, configFile } = await startServers(world);
  const host = await startDesktop(world, configFile, kind);
  await answer(host.app, 0);
  await signIn(world, host);
  await expect(host.page.getByRole('region', { name: 'Sign-in' })).toContainText('kept until the relay stops');
  expect(await dialogs(host.app)).toHaveLength(1);
  expect(writtenSecrets(world, authority)).toEqual([]);
  expect(existsSync(`${world.dataDir}/secrets.json`)).toBe(false);
  await host.stop();
  const again = await startDesktop(world, configFile, kind);
  await goTo(again.page, 'Servers');
  await expect(serverRow(again.page, 'notes')).toContainText('Needs sign-in');
});

async function startServers(world: World): Promise<{ authority: AuthorizationServer; configFile: string }> {
  const authority = await startAuthorizationServer(world);
  const server = await startProtectedServer(world, authority);
  return { authority, configFile: writeConfig(world, { mcpServers: { notes: { url: server.url } } }) };
}

async function signIn(world: World, { page, info }: DesktopHost): Promise<void> {
  await goTo(page, 'Servers');
  await serverRow(page, 'notes').getByRole('link', { name: 'notes' }).click();
  await page.getByRole('region', { name: 'Sign-in' }).getByRole('button', { name: 'Sign in' }).click();
  const control = controlClient(world, { info });
  const address = await until('address to sign in at', async () => {
    const { servers } = await control.call('servers.list', {});
    return servers[0]?.signIn?.address ?? undefined;
  });
  await (await visit(address)).follow();
  await expect(serverRow(page, 'notes')).toContainText('Ready');
}

/** What the next questions are answered with: the number of a button. */
async function answer(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate((_, number) => {
    for (let more = 0; more < 5; more += 1) globalThis.desktopRecord.answers.push({ response: number });
  }, response);
}

function dialogs(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => globalThis.desktopRecord.dialogs.map(({ options }) => JSON.stringify(options)));
}

function writtenSecrets(world: World, authority: AuthorizationServer): string[] {
  return [...authority.secrets].flatMap((secret) => filesWith(world.dataDir, secret));
}
