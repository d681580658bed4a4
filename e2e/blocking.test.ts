import { beforeAll, describe, expect, test } from 'vitest';

import { CLEAN_DOCUMENT } from './fixtures/injections.ts';
import { auditRow } from './harness/audit-db.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { sampleFolder } from './harness/sample-folder.ts';
import { fixture, official } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

const BLOCKED = /^AISEC_SECURITY_BLOCK:\s*Unsafe Response: \S.{10,}/;

describe('an injection in a result is blocked', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  const sample = sampleFolder(world);
  let relay: ListeningRelay;
  let client: McpClient;

  beforeAll(async () => {
    relay = await listen(world, { files: official('filesystem', sample.folder), pages: fixture('injection') });
    client = await overHttp(world, relay);
    await client.waitForTools('read_text_file', 'page');
  }, TEST_MS);

  test('read from a file through server-filesystem, with a reason', async () => {
    const result = await client.call('read_text_file', { path: sample.document });
    expect(result.isError).toBe(true);
    expect(result.text).toMatch(BLOCKED);
    expect(result.json).not.toContain('maintenance mode');
  });

  test.each(['page', 'page_as_error', 'page_structured', 'page_embedded', 'page_blob'])('in %s', async (tool) => {
    const result = await client.call(tool);
    expect(result.isError).toBe(true);
    expect(result.text).toMatch(BLOCKED);
    expect(result.json).not.toContain('maintenance mode');
  });

  test('and a page without one passes as it is', async () => {
    const result = await client.call('clean_page');
    expect(result).toMatchObject({ isError: false, text: CLEAN_DOCUMENT });
  });

  test('_meta names code, kind and log entry, and the entry stands in SQLite with the reason', async () => {
    const result = await client.call('read_text_file', { path: sample.document, head: 6 });
    const meta = JSON.stringify(result.meta);
    expect(meta).toContain('AISEC_SECURITY_BLOCK');
    expect(meta).toContain('injection');
    const row = await auditRow(world.dataDir, 'the blocked call', ({ entry_id: id }) => meta.includes(String(id)));
    expect(row).toMatchObject({ server: 'files', tool: 'read_text_file', status: 'blocked', verdict: 'block' });
    expect(row.bypassed).toBe(0);
    expect(row.findings).toContain('injection');
    expect(row.reason).toMatch(/\S+ \S+/);
    expect(meta).toContain(JSON.stringify(row.reason).slice(1, -1));
  });
});
