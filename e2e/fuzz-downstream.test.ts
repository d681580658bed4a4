import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { buildToken } from './fixtures/tokens.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type BareConnection } from './harness/attack.ts';
import { eavesdropper } from './harness/eavesdropper.ts';
import { cuts, fuzz, linesShowing, mutated, showsSecret } from './harness/fuzz.ts';
import { type HostileRemote, type Saying, startHostileRemote } from './harness/hostile-remote.ts';
import { type ListeningRelay, listenWith } from './harness/listening-relay.ts';
import { residentMiB } from './harness/memory.ts';
import { type RawSession, rawSession } from './harness/raw-http.ts';
import { TOKEN, writeConfig } from './harness/relay.ts';
import { filesWith } from './harness/secret-search.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

const SECRET = buildToken('HUGGINGFACE_TOKEN', 93);
const MIB = 1024 * 1024;
/** Calls at once, in turn from two clients. */
const AT_ONCE = 12;
/** Seconds after which the relay gives a call up. */
const TIMEOUT_S = 1;

/** A whole answer whose text is this mark between two odd characters, a secret beside it. */
const answerOf = (mark: string): string =>
  `{"jsonrpc":"2.0","id":@ID@,"result":{"content":[{"type":"text","text":"é ${mark} 𝕏"},{"type":"text","text":"keep ${SECRET} safe"}]}}`;
/** An answer to nobody: the id is like the call's, and is not it. */
const wrongIds = fc.constantFrom(
  '"@ID@"',
  '@ID@.5',
  '-@ID@',
  'null',
  '1000000000',
  'true',
  '[@ID@]',
  '{"a":@ID@}',
  '"x"',
);
const beside = fc.oneof(
  wrongIds.map((id) => `{"jsonrpc":"2.0","id":${id},"result":{"content":[{"type":"text","text":"wrong ${SECRET}"}]}}`),
  fc.constantFrom(
    '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}',
    `{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"nobody","progress":1,"message":"${SECRET}"}}`,
    `{"jsonrpc":"2.0","method":"vendor/thing","params":{"note":"${SECRET}"}}`,
    '{"jsonrpc":"2.0","id":"from the server","method":"ping"}',
    `{"jsonrpc":"2.0","id":"from the server","method":"sampling/createMessage","params":{"messages":[],"note":"${SECRET}"}}`,
    `{"jsonrpc":"2.0","method":"vendor/${SECRET}","params":{}}`,
    `{"jsonrpc":"2.0","id":"${SECRET}","method":"vendor/${SECRET}"}`,
    '{"hello":"world"}',
    '[]',
    'null',
    '42',
    'not JSON at all',
    '"\\ud800"',
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"2.0","result":{}}',
    '{"a":1,"a":2}',
    '['.repeat(5000),
  ),
);

const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
/** An event with this data, and fields that mean nothing here. */
const eventOf = (
  data: string,
  name: fc.Arbitrary<string> = fc.constantFrom('', 'event: message', 'event:message'),
): fc.Arbitrary<string> =>
  fc
    .tuple(name, fc.subarray(['id: 7', 'retry: 10', ': comment', 'unknown: field', 'data', ':']), lineEnd, fc.boolean())
    .map(([event, fields, end, isLast]) => {
      // A line that is `data` alone adds a line break before or after the JSON, which is white space to it.
      const lines = [event, ...(isLast ? [] : fields), `data: ${data}`, ...(isLast ? fields : [])];
      return `${lines.filter((line) => line !== '').join(end)}${end}${end}`;
    });
const otherEvents = fc.oneof(
  fc.constantFrom(
    ': comment\n\n',
    '\n\n\n',
    'data:\n\n',
    'data\n\n',
    'id: 1\n\n',
    'retry: x\n\n',
    'event: message\n\n',
    '\r\r\r\n',
  ),
  beside.chain((data) => eventOf(data)),
  beside.chain((data) => eventOf(data, fc.constantFrom('event: error', 'event: ping', 'event: other'))),
);

const goodStream = (mark: string): fc.Arbitrary<Saying> =>
  fc
    .record({
      bom: fc.constantFrom('', '\ufeff'),
      before: fc.array(otherEvents, { maxLength: 4 }),
      answer: eventOf(answerOf(mark)),
      after: fc.array(fc.oneof(otherEvents, eventOf(answerOf('twice'))), { maxLength: 3 }),
      cuts,
      then: fc.constantFrom('end' as const, 'hold' as const),
    })
    .map(({ bom, before, answer, after, cuts, then }) => ({
      bytes: Buffer.from(bom + [...before, answer, ...after].join('')),
      cuts,
      then,
    }));
const goodLines = (mark: string): fc.Arbitrary<Saying> =>
  fc
    .record({
      before: fc.array(beside, { maxLength: 4 }),
      after: fc.array(fc.oneof(beside, fc.constant(answerOf('twice'))), { maxLength: 3 }),
      end: fc.constantFrom('\n', '\r\n', '\n\n'),
      cuts,
    })
    .map(({ before, after, end, cuts }) => ({
      bytes: Buffer.from([...before, answerOf(mark), ...after, ''].join(end)),
      cuts,
      then: 'hold' as const,
    }));
const badOf = (texts: readonly string[]): fc.Arbitrary<Saying> =>
  fc.record({
    bytes: mutated(texts),
    cuts,
    then: fc.constantFrom('end' as const, 'cut' as const, 'hold' as const),
  });
const badStream = badOf([
  `event: message\ndata: ${answerOf('bad')}\n\n`,
  `\ufeffdata: ${answerOf('bad')}\r\n\r\n: x\r\n\r\n`,
  `data: {"jsonrpc":"2.0",\ndata: "id":@ID@,"result":{"content":[{"type":"text","text":"${SECRET}"}]}}\n\n`,
]);
const badLines = badOf([
  `${answerOf('bad')}\n`,
  `{"jsonrpc":"2.0","id":@ID@,"error":{"code":1,"message":"${SECRET}","data":"${SECRET}"}}\n`,
]);

describe('servers that say odd things', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let remote: HostileRemote;
  let clients: readonly RawSession[];
  let other: BareConnection;
  const folder = world.path('played');

  beforeAll(async () => {
    mkdirSync(folder);
    remote = await startHostileRemote(world);
    const timeout = TIMEOUT_S;
    const file = writeConfig(world, {
      mcpRelay: { toolNames: 'prefix' },
      mcpServers: {
        http: { url: `${remote.baseUrl}/mcp`, timeout },
        sse: { url: `${remote.baseUrl}/sse`, timeout },
        stdio: { ...fixture('played', folder), timeout },
      },
    });
    relay = await listenWith(world, file);
    clients = [await rawSession(relay), await rawSession(relay)];
    other = await eavesdropper(relay, TOKEN);
    for (const server of ['http', 'sse', 'stdio']) await worksAgain(server);
  }, TEST_MS);

  const callOf = (server: string, args: object): string => JSON.stringify({ name: `${server}__play`, arguments: args });

  function prepare(server: string, saying: Saying): object {
    if (server !== 'stdio') return remote.prepare(saying);
    const key = randomUUID();
    writeFileSync(join(folder, key), saying.bytes);
    const ends = saying.cuts.map((cut) => Math.floor(cut * saying.bytes.length)).toSorted((a, b) => a - b);
    writeFileSync(join(folder, `${key}.json`), JSON.stringify({ ends, times: saying.times ?? 1 }));
    return { key };
  }

  /** Both clients call at once; gives what each call was answered, as text. */
  function play(server: string, sayings: readonly Saying[]): Promise<readonly string[]> {
    return Promise.all(
      sayings.map(async (saying, index) => {
        const client = clients[index % clients.length];
        if (!client) throw new Error('no client');
        const params = callOf(server, prepare(server, saying));
        const frame = await client.request(String(index), 'tools/call', params);
        expect(showsSecret(frame, SECRET), 'to the client').toBe(false);
        return frame;
      }),
    );
  }

  async function worksAgain(server: string): Promise<void> {
    const session = await rawSession(relay);
    await until(`a good answer of ${server}`, async () =>
      (await session.request('1', 'tools/call', callOf(server, {}))).includes('"well"'),
    );
    expect(relay.child.exitCode).toBe(null);
    expect(linesShowing(relay.stderr(), SECRET), 'on stderr').toEqual([]);
    expect(linesShowing(other.rest(), SECRET), 'to somebody who asked nothing').toEqual([]);
    expect(other.rest()).not.toMatch(/"result"|"error"|mark \d/u);
  }

  const textOf = (frame: string): unknown => JSON.parse(rawAt(frame, 'result', 'content', 0, 'text') ?? 'null');

  test.each([
    { server: 'http', sayingOf: goodStream },
    // The stream is that of the connection: it has begun.
    {
      server: 'sse',
      sayingOf: (mark: string) => goodStream(mark).map((saying) => ({ ...saying, bytes: withoutMark(saying.bytes) })),
    },
    { server: 'stdio', sayingOf: goodLines },
  ])('$server: an answer among rubbish, cut anywhere, arrives whole at who asked', async ({ server, sayingOf }) => {
    const marks = Array.from({ length: AT_ONCE }, (_, index) => `mark ${index} of ${server}`);
    await fuzz(`good words over ${server}`, 150, fc.tuple(...marks.map(sayingOf)), async (sayings) => {
      const frames = await play(server, sayings);
      expect(frames.map(textOf)).toEqual(marks.map((mark) => `é ${mark} 𝕏`));
      for (const frame of frames) expect(frame).toContain('keep <HUGGINGFACE_TOKEN');
    });
    await worksAgain(server);
  });

  test.each([
    { server: 'http', saying: badStream, runs: 14 },
    { server: 'sse', saying: badStream, runs: 5 },
    { server: 'stdio', saying: badLines, runs: 40 },
  ])('$server: an answer that was changed anyhow is answered once, or refused', async ({ server, saying, runs }) => {
    const before = residentMiB(relay.pid);
    await fuzz(
      `bad words over ${server}`,
      runs,
      fc.array(saying, { minLength: AT_ONCE, maxLength: AT_ONCE }),
      async (sayings) => {
        const frames = await play(server, sayings);
        for (const frame of frames) expect(frame).toMatch(/"(?:result|error)":/u);
        await worksAgain(server);
      },
    );
    expect(filesWith(world.dataDir, SECRET), 'in the log').toEqual([]);
    expect(residentMiB(relay.pid) - before).toBeLessThan(200);
  });

  test.each([
    { server: 'http', head: 'data: {"jsonrpc":"2.0","id":@ID@,"result":"', type: undefined },
    { server: 'http', head: '{"jsonrpc":"2.0","id":@ID@,"result":"', type: 'application/json' },
    { server: 'sse', head: 'data: {"jsonrpc":"2.0","id":@ID@,"result":"', type: undefined },
    { server: 'stdio', head: '{"jsonrpc":"2.0","id":@ID@,"result":"', type: undefined },
  ])('$server: a line without an end ($head) fills no memory', async ({ server, head, type }) => {
    const before = residentMiB(relay.pid);
    const bytes = Buffer.from(head + 'x'.repeat(MIB));
    const [frame = ''] = await play(server, [
      { bytes, cuts: [], times: 150, then: 'end', ...(type === undefined ? {} : { type }) },
    ]);
    expect(frame).toMatch(/AISEC_TOOL_EXECUTION_ERROR/u);
    expect(residentMiB(relay.pid) - before).toBeLessThan(300);
    await worksAgain(server);
  });
});

/** A byte order mark is one at the start of a stream alone. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).toString('hex') === 'efbbbf' ? bytes.subarray(3) : bytes;
}
