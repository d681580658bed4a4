import { type AuthorizationServer, startAuthorizationServer, WRITE } from '../fixtures/oauth/authorization-server.ts';
import { visit } from '../fixtures/oauth/browser.ts';
import { type ProtectedServer, startProtectedServer } from '../fixtures/oauth/protected-server.ts';
import { controlClient } from '../harness/control-client.ts';
import type { World } from '../harness/create-world.ts';
import { until } from '../harness/deadline.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { expect, test } from './harness/fixtures.ts';
import type { UiHost } from './harness/host.ts';
import { goTo, serverRow } from './harness/screens.ts';

// What the relay cannot do it answers with a status that the browser writes down.
test.use({ expectedTrouble: /status of 500/u });

test('a server that asks for a sign-in gets one, and a sign-out, in its detail', async ({ world, start }) => {
  const { authority, server } = await startServers(world);
  const host = await start({ notes: { url: server.url } });
  const { page } = host;
  const issuer = new URL(authority.issuer).host;
  await expect(page.getByText(`waits for a sign-in at ${issuer}`)).toBeVisible();
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  const section = page.getByRole('region', { name: 'Sign-in' });
  await expect(serverRow(page, 'notes')).toContainText('Needs sign-in');
  await expect(section).toContainText(`The server answers nobody who is not signed in at ${issuer}`);
  await expect(section).toContainText('mcp:read');

  await section.getByRole('button', { name: 'Sign in' }).click();
  await expect(section.getByText(`Waiting for you to finish at ${issuer}`)).toBeVisible();
  await expect(section.getByRole('button', { name: 'Copy the address' })).toBeVisible();
  const address = await addressOf(world, host);
  const link = section.getByRole('link', { name: 'Open the page' });
  if (host.kind === 'headless') await expect(link).toHaveAttribute('href', address);
  else await expect(link).toHaveCount(0);
  await (await visit(address)).follow();
  await expect(section).toContainText(`Signed in at ${issuer}`);
  await expect(serverRow(page, 'notes')).toContainText('Ready');

  const client = await overHttp(world, host);
  await client.waitForTools('write_note');
  expect((await client.call('write_note')).isError).toBe(true);
  await expect(section).toContainText('needs more rights');
  await expect(section).toContainText(WRITE);
  await section.getByRole('button', { name: 'Sign in again' }).click();
  await (await visit(await addressOf(world, host))).follow();
  await expect(section).toContainText(`Signed in at ${issuer}`);
  expect((await client.call('write_note')).text).toBe('written');

  await section.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('Signed out of notes.')).toBeVisible();
  await expect(section.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(serverRow(page, 'notes')).toContainText('Needs sign-in');
});

test('a sign-in can be cancelled, and one that fails says why', async ({ world, start }) => {
  const { server } = await startServers(world);
  const host = await start({ notes: { url: server.url } });
  const { page } = host;
  await goTo(page, 'Servers');
  await serverRow(page, 'notes').getByRole('link', { name: 'Sign in' }).click();
  const section = page.getByRole('region', { name: 'Sign-in' });
  await section.getByRole('button', { name: 'Sign in' }).click();
  await section.getByRole('button', { name: 'Cancel' }).click();
  const again = section.getByRole('button', { name: 'Sign in' });
  await expect(again).toBeVisible();
  await expect(section.getByRole('alert')).toHaveCount(0);

  await again.click();
  const { redirect, follow } = await visit(await addressOf(world, host));
  redirect.searchParams.set('iss', 'https://evil.example.com');
  await follow(redirect);
  await expect(section.getByRole('alert')).toContainText('did not come from');

  server.publish({ resource: 'https://evil.example.com/mcp' });
  await again.click();
  await expect(page.getByRole('alert').filter({ hasText: 'speaks for another server' })).toHaveCount(1);
});

async function startServers(world: World): Promise<{ authority: AuthorizationServer; server: ProtectedServer }> {
  const authority = await startAuthorizationServer(world);
  return { authority, server: await startProtectedServer(world, authority) };
}

/** Where the person has to go, as the relay tells programs. */
function addressOf(world: World, host: UiHost): Promise<string> {
  const control = controlClient(world, host);
  return until('address to sign in at', async () => {
    const { servers } = await control.call('servers.list', {});
    return servers[0]?.signIn?.address ?? undefined;
  });
}
