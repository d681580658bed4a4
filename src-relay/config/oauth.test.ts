import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig, type Config } from './load.ts';
import { ConfigError } from './issue.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(oauth: unknown): Promise<Config> {
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify({ mcpServers: { notes: { url: 'https://notes.example.com/mcp', oauth } } }));
  const secret = (name: string): string | undefined => (name === 'NOTES' ? 's3cret' : undefined);
  return loadConfig({ file, named: true, given: {}, values: { variable: () => undefined, secret } });
}

async function linesOf(oauth: unknown): Promise<readonly string[]> {
  const error: unknown = await load(oauth).catch((failure: unknown) => failure);
  return error instanceof ConfigError ? error.lines : [];
}

test('how to sign in may stand in the configuration, its secret in the secret store', async () => {
  const oauth = { clientId: 'relay', scopes: ['a:b', 'c'], redirectPort: 8123, issuer: 'https://auth.example.com' };
  const { servers } = await load({ ...oauth, clientSecret: '${secret:NOTES}' });
  expect(servers[0]).toMatchObject({ oauth: { ...oauth, clientSecret: 's3cret' } });
  expect((await load({})).servers[0]).toMatchObject({ oauth: {} });
});

test('what is wrong with it is named at its place', async () => {
  const lines = await linesOf({
    clientID: 'x',
    clientSecret: '${secret:GONE}',
    scopes: ['a b'],
    redirectPort: 80,
    clientMetadataUrl: 'http://example.com/client.json',
    issuer: 'example.com',
  });
  expect(lines).toHaveLength(6);
  const places = ['clientID', 'clientSecret', 'scopes[0]', 'redirectPort', 'clientMetadataUrl', 'issuer'];
  for (const place of places) expect(lines.join('\n')).toContain(`mcpServers.notes.oauth.${place}: `);
  expect(lines.join('\n')).toContain('mcp-relay secret set GONE');
});
