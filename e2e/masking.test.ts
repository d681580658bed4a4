import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { TOKEN_KINDS, buildToken, secretPart } from './fixtures/tokens.ts';
import { auditRow } from './harness/audit-db.ts';
import { TEST_MS, within } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp, overSse } from './harness/mcp-client.ts';
import { rawSession } from './harness/raw-http.ts';
import { rawDirect } from './harness/raw-stdio.ts';
import { sampleFolder } from './harness/sample-folder.ts';
import { filesWith } from './harness/secret-search.ts';
import { fixture, official } from './harness/servers.ts';
import { worldOfSuite, worldOfTest } from './harness/world.ts';

describe('secrets in results are masked', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  const sample = sampleFolder(world);
  let relay: ListeningRelay;
  let client: McpClient;

  beforeAll(async () => {
    const servers = {
      files: official('filesystem', sample.folder),
      tokens: fixture('token-emitter'),
      echo: fixture('echo'),
    };
    relay = await listen(world, servers, { env: { LOGLEVEL: 'debug' } });
    client = await overHttp(world, relay);
    await client.waitForTools('read_text_file', 'emit', 'echo');
  }, TEST_MS);

  const maskedSettings = sample.settingsText.replace(sample.token, '<HUGGINGFACE_TOKEN>');

  test.each(['http', 'sse'] as const)('over %s the sample file comes with a placeholder in its place', async (way) => {
    const reader = way === 'http' ? await overHttp(world, relay) : await overSse(world, relay);
    const result = await reader.call('read_text_file', { path: sample.settings });
    expect(result.text).toBe(maskedSettings);
    expect(result.structured).toEqual({ content: maskedSettings });
    expect(result.isError).toBe(false);
  });

  test('everything but the token is what the server sent, byte for byte', async () => {
    const params = JSON.stringify({ name: 'read_text_file', arguments: { path: sample.settings } });
    const bare = await rawDirect(worldOfTest(), official('filesystem', sample.folder));
    const expected = rawAt(await bare.request('1', 'tools/call', params), 'result') ?? '';
    expect(expected).toContain(sample.token);
    const session = await rawSession(relay);
    const got = rawAt(await session.request('1', 'tools/call', params), 'result');
    expect(got).toBe(expected.replaceAll(sample.token, '<HUGGINGFACE_TOKEN>'));
  });

  test.each(TOKEN_KINDS)('%s', async (kind) => {
    const token = buildToken(kind);
    const own = await overHttp(worldOfTest(), relay);
    const result = await own.call('emit', { kind });
    expect(result.text.replace('_gitlab_session=', '')).toBe(`before <${kind}> after`);
    expect(result.json).not.toContain(secretPart(kind, token));
  });

  test('the first value of a kind in a session is <KIND>, the next <KIND_2>, the same value the same', async () => {
    const own = await overHttp(worldOfTest(), relay);
    const { text } = await own.call('emit', { kind: 'HUGGINGFACE_TOKEN', seeds: [21, 22, 21] });
    const [first, second] = ['<HUGGINGFACE_TOKEN>', '<HUGGINGFACE_TOKEN_2>'];
    expect(text).toBe(`before ${first} after\nbefore ${second} after\nbefore ${first} after`);
    const later = await own.call('emit', { kind: 'HUGGINGFACE_TOKEN', seeds: [22] });
    expect(later.text).toBe(`before ${second} after`);
  });

  test('every place of a result is looked at', async () => {
    const frame = await (await rawSession(relay)).request('1', 'tools/call', '{"name":"emit_everywhere"}');
    expect(frame).not.toContain(buildToken('HUGGINGFACE_TOKEN', 40));
    expect(rawAt(frame, 'result', 'content', 2)).toBe('{"type":"hologram","caption":"token <HUGGINGFACE_TOKEN> end"}');
    expect(rawAt(frame, 'result', 'content', 1, 'resource', 'text')).toBe('"token <HUGGINGFACE_TOKEN> end"');
  });

  test('a secret in the arguments does not reach the server', async () => {
    const token = buildToken('GITHUB_PERSONAL_ACCESS_TOKEN', 50);
    const { text } = await client.call('echo', { note: `use ${token} please` });
    expect(text).not.toContain(token);
    expect(text).toContain('use <GITHUB_PERSONAL_ACCESS_TOKEN> please');
  });
});

describe('a masked call in the log', { timeout: TEST_MS }, () => {
  test('stands in SQLite without the secret, which is nowhere in the data folder or on stderr', async () => {
    const world = worldOfTest();
    const sample = sampleFolder(world);
    const sent = buildToken('SLACK_APP_TOKEN', 60);
    const servers = { files: official('filesystem', sample.folder), echo: fixture('echo') };
    const relay = await listen(world, servers, { env: { LOGLEVEL: 'debug' } });
    const client = await overHttp(world, relay);
    await client.waitForTools('read_text_file', 'echo');
    await client.call('read_text_file', { path: sample.settings });
    await client.call('echo', { note: sent });

    const row = await auditRow(world.dataDir, 'read_text_file', ({ tool }) => tool === 'read_text_file');
    expect(row).toMatchObject({
      server: 'files',
      status: 'success',
      verdict: 'mask',
      bypassed: 0,
      client: 'client:env',
    });
    expect(row.request).toContain('settings.toml');
    expect(row.response).toContain('<HUGGINGFACE_TOKEN>');
    expect(row.findings).toContain('secret');
    const echoed = await auditRow(world.dataDir, 'echo', ({ tool }) => tool === 'echo');
    expect(echoed.request).toContain('<SLACK_APP_TOKEN>');

    const hidden = [sample.token, sent];
    expect(hidden.flatMap((secret) => filesWith(world.dataDir, secret))).toEqual([]);
    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    expect(hidden.flatMap((secret) => filesWith(world.dataDir, secret))).toEqual([]);
    for (const secret of hidden) expect(relay.stderr()).not.toContain(secret);
  });
});
