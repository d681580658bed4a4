import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt, rawElements } from './fixtures/raw-json.ts';
import { ODD_NUMBERS, VENDOR_DEFINITION, VENDOR_ERROR, VENDOR_RESULT } from './fixtures/vendor-source.ts';
import { TEST_MS } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { rawSession } from './harness/raw-http.ts';
import { rawRelay, waitForRawTools } from './harness/raw-stdio.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

type Request = (rawId: string, method: string, rawParams: string) => Promise<string>;

const ARGUMENTS = `{"n":${ODD_NUMBERS}, "s":"caf\\u00e9 \\/ \u{1f680}","list":[1.0,{}, null],"nested":{"deep":{"x":1E5}}}`;

/** The params that reached the server, as source text. */
function received(frame: string): string {
  const text: unknown = JSON.parse(rawAt(frame, 'result', 'content', 0, 'text') ?? '""');
  return String(text);
}

describe('what passes arrives byte for byte', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  const requests = new Map<string, Request>();

  beforeAll(async () => {
    const servers = { vendor: fixture('vendor-fields'), echo: fixture('echo') };
    const relay = await listen(world, servers);
    requests.set('http', (await rawSession(relay)).request);
    const args = ['--standalone', '--config-file', relay.configFile];
    const front = await rawRelay(world, args, { MCP_RELAY_DATA_DIR: world.path('stdio-data') });
    requests.set('stdio', front.request);
    for (const request of requests.values()) await waitForRawTools(request, 'vendor_result', 'echo');
  }, TEST_MS);

  const send = (way: string, ...request: Parameters<Request>): Promise<string> => {
    const chosen = requests.get(way);
    if (chosen === undefined) throw new Error(way);
    return chosen(...request);
  };

  test.each(['http', 'stdio'])('a result over %s', async (way) => {
    const frame = await send(way, '11', 'tools/call', '{"name":"vendor_result","arguments":{"q":"a"}}');
    expect(rawAt(frame, 'result')).toBe(VENDOR_RESULT);
  });

  test.each(['http', 'stdio'])('a JSON-RPC error of the server over %s', async (way) => {
    const frame = await send(way, '12', 'tools/call', '{"name":"rpc_error"}');
    expect(rawAt(frame, 'error')).toBe(VENDOR_ERROR);
  });

  test.each(['http', 'stdio'])('a tool definition over %s', async (way) => {
    const frame = await send(way, '13', 'tools/list', '{}');
    expect(rawElements(rawAt(frame, 'result', 'tools') ?? '')).toContain(VENDOR_DEFINITION);
  });

  test.each(['http', 'stdio'])('arguments and unknown members of a request over %s', async (way) => {
    const meta = '{"vendor.example/trace":{"span":1.0}}';
    const params = `{"name":"echo","arguments":${ARGUMENTS},"x-vendor":[1.0, null],"_meta":${meta}}`;
    const arrived = received(await send(way, '14', 'tools/call', params));
    expect(rawAt(arrived, 'arguments')).toBe(ARGUMENTS);
    expect(rawAt(arrived, 'x-vendor')).toBe('[1.0, null]');
    expect(rawAt(arrived, '_meta', 'vendor.example/trace')).toBe('{"span":1.0}');
  });

  test.each(['"a string \\u00e9"', '9007199254740993', '-7', '1.5'])('the id %s of a request', async (rawId) => {
    for (const way of ['http', 'stdio']) {
      const frame = await send(way, rawId, 'tools/call', '{"name":"vendor_result"}');
      expect(rawAt(frame, 'id')).toBe(rawId);
      expect(rawAt(frame, 'result')).toBe(VENDOR_RESULT);
    }
  });
});
