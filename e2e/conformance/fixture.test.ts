import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, it } from 'vitest';

import { worldOfTest } from '../harness/world.ts';
import { type ListenerKind, fixtureArgs, startFixture } from './fixture.ts';

type Transport = StreamableHTTPClientTransport | StdioClientTransport;

/** The era that a client of both ends up in, with the name of the first tool it sees there. */
async function negotiate(transport: Transport): Promise<readonly unknown[]> {
  const client = new Client({ name: 'e2e', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    return [client.getProtocolEra(), tools[0]?.name];
  } finally {
    await client.close();
  }
}

describe('the conformance fixture', () => {
  const overHttp: readonly [ListenerKind, string][] = [
    ['http', 'modern'],
    ['http modern', 'modern'],
    ['http legacy', 'legacy'],
  ];
  it.each(overHttp)('over %s is met in the %s era', async (kind, era) => {
    const url = await startFixture(worldOfTest(), kind);

    expect(await negotiate(new StreamableHTTPClientTransport(new URL(url)))).toEqual([era, 'test_simple_text']);
  });

  it.each([
    ['both', 'modern'],
    ['modern', 'modern'],
    ['legacy', 'legacy'],
  ])('over stdio with --era %s is met in the %s era', async (eras, era) => {
    const args = [...fixtureArgs('stdio').slice(0, 2), '--era', eras];

    expect(await negotiate(new StdioClientTransport({ command: process.execPath, args }))).toEqual([
      era,
      'test_simple_text',
    ]);
  });

  it('refuses a Host that is not its own', async () => {
    const url = new URL(await startFixture(worldOfTest(), 'http'));
    url.hostname = 'localhost';

    const allowed = await fetch(url, { method: 'DELETE' });
    const refused = await fetch(url, { method: 'DELETE', headers: { origin: 'http://evil.example.com' } });

    expect([allowed.status === 403, refused.status]).toEqual([false, 403]);
  });
});
