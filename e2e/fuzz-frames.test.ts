import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { buildToken } from './fixtures/tokens.ts';
import { type BareConnection, bareConnection, headOf } from './harness/attack.ts';
import { witness, witnessed } from './harness/calm.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { eavesdropper } from './harness/eavesdropper.ts';
import { fuzz, linesShowing, mutated, showsSecret } from './harness/fuzz.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { residentMiB } from './harness/memory.ts';
import { BEARER, answerFrames, rawHttp, rawSession } from './harness/raw-http.ts';
import { rawRelay } from './harness/raw-stdio.ts';
import { TOKEN, runRelay, writeConfig } from './harness/relay.ts';
import { filesWith } from './harness/secret-search.ts';
import { worldOfSuite } from './harness/world.ts';

const SECRET = buildToken('HUGGINGFACE_TOKEN', 91);
const OTHER_SECRET = buildToken('GITHUB_PERSONAL_ACCESS_TOKEN', 92);

/** Frames that are right, secrets in every place that a client fills. */
const FRAMES = [
  '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  '{"jsonrpc":"2.0","id":"a","method":"tools/list","params":{"cursor":"x"}}',
  `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"touch","arguments":{"text":"use ${SECRET} now"}}}`,
  `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"touch","arguments":{"a":[{"b":"${SECRET}"},1e3,-0.0]}}}`,
  `{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"touch","arguments":{"${SECRET}":true}}}`,
  `{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"touch","arguments":{}},"x-note":"${OTHER_SECRET}"}`,
  `{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"touch","_meta":{"progressToken":"p","note":"${OTHER_SECRET}"}}}`,
  `{"jsonrpc":"2.0","id":7,"method":"resources/read","params":{"uri":"file:///${SECRET}"}}`,
  `{"jsonrpc":"2.0","id":8,"method":"prompts/get","params":{"name":"x","arguments":{"key":"${SECRET}"}}}`,
  `{"jsonrpc":"2.0","id":9,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":"x"},"argument":{"name":"a","value":"${SECRET}"}}}`,
  `{"jsonrpc":"2.0","id":10,"method":"vendor/${SECRET}","params":{"a":"${SECRET}"}}`,
  `{"jsonrpc":"2.0","id":13,"method":"vendor/thing","params":{"a":"${SECRET}"}}`,
  `{"jsonrpc":"2.0","id":"${SECRET}","method":"tools/call","params":{"name":"touch"},"other":1}`,
  `{"jsonrpc":"2.0","id":14,"method":"tools/call","params":{"name":"touch","_meta":{"progressToken":"${SECRET}"}}}`,
  `{"jsonrpc":"2.0","id":15,"method":"tools/call","params":{"name":"touch"},"method ${SECRET}":1}`,
  '{"jsonrpc":"2.0","id":11,"method":"logging/setLevel","params":{"level":"debug"}}',
  '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}',
  `{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"p","progress":1,"message":"${SECRET}"}}`,
  `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"${SECRET}"}]}}`,
  '{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"x"}}',
  '[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"ping"}]',
  `\ufeff{"jsonrpc":"2.0","id":12,"method":"tools/call","params":{"name":"touch","arguments":{"q":"\\u0068f${SECRET.slice(2)}"}}}`,
];
const ENVELOPE =
  '"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"raw","version":"1"}';
/** The same in the modern era, where each carries its envelope. */
const MODERN_FRAMES = [
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"touch","arguments":{"text":"use ${SECRET} now"},"_meta":{${ENVELOPE}}}}`,
  `{"jsonrpc":"2.0","id":"b","method":"tools/call","params":{"_meta":{${ENVELOPE},"note":"${OTHER_SECRET}"},"name":"touch"}}`,
  `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"touch","arguments":{"${SECRET}":[1e3]},"_meta":{${ENVELOPE},"progressToken":1}},"x":"${SECRET}"}`,
];
const inputs = fc.oneof(
  { weight: 12, arbitrary: mutated(FRAMES) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.json().map((json) => Buffer.from(json)) },
);

const ANSWER = z.looseObject({ jsonrpc: z.literal('2.0'), id: z.union([z.string(), z.number(), z.null()]) });
const REQUEST = z.looseObject({ method: z.string(), id: z.union([z.string(), z.number()]) });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The answers in frames that came: what has a method is none. Fails for what is no frame at all. */
function answersIn(frames: readonly string[]): readonly z.infer<typeof ANSWER>[] {
  return frames
    .flatMap((frame): readonly unknown[] => {
      const value: unknown = JSON.parse(frame);
      return Array.isArray(value) ? value : [value];
    })
    .filter((frame: unknown) => !(typeof frame === 'object' && frame !== null && 'method' in frame))
    .map((frame: unknown) => ANSWER.parse(frame));
}

describe('frames that are almost right', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let other: BareConnection;
  const port = (): number => Number(new URL(relay.info.baseUrl).port);

  beforeAll(async () => {
    relay = await listen(world, { witness: witness(world) });
    // Somebody else listens all the while.
    const created = await runRelay(world, ['token', 'create', '--client', 'other']);
    other = await eavesdropper(relay, created.stdout.trim().split('\n').at(-1) ?? '');
    const first = await rawSession(relay);
    await until('the tool', async () => (await first.request('1', 'tools/list', '{}')).includes('touch'));
  }, TEST_MS);

  async function staysWell(secrets: readonly string[]): Promise<void> {
    const session = await rawSession(relay);
    expect(await session.request('"good"', 'tools/call', '{"name":"touch"}')).toContain('touched');
    expect(relay.child.exitCode).toBe(null);
    expect(other.rest()).not.toMatch(/"id"|"result"|"error"/u);
    for (const secret of secrets) {
      expect(linesShowing(witnessed(world), secret), 'at the server').toEqual([]);
      expect(filesWith(world.dataDir, secret), 'in the log').toEqual([]);
      expect(showsSecret(relay.stderr(), secret), 'on stderr').toBe(false);
    }
  }

  test('over HTTP: each gets one answer or one refusal, and shows no secret', async () => {
    const session = await rawSession(relay);
    const before = residentMiB(relay.pid);
    await fuzz('frames over HTTP', 600, inputs, async (bytes) => {
      const { status, headers, body } = await session.post(bytes);
      expect([200, 202, 400, 404]).toContain(status);
      if (status === 202) {
        expect(body).toBe('');
        return;
      }
      const answers = answersIn(answerFrames({ status, headers, body }));
      expect(answers.length).toBeGreaterThan(0);
      const sent = parsed(bytes.toString('utf8'));
      if (Array.isArray(sent)) return;
      expect(answers).toHaveLength(1);
      const request = REQUEST.safeParse(sent);
      if (status === 200) expect(answers[0]?.id).toEqual(request.data?.id ?? null);
    });
    await staysWell([SECRET, OTHER_SECRET]);
    expect(residentMiB(relay.pid) - before).toBeLessThan(200);
  });

  test('over HTTP in the modern era: the same', async () => {
    const headers = {
      ...BEARER,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'touch',
    };
    const post = (body: Buffer): ReturnType<typeof rawHttp> =>
      rawHttp(relay.info.endpoints.mcp, { method: 'POST', headers, body });
    const whole = MODERN_FRAMES.map((frame) => post(Buffer.from(frame)));
    for (const { status, body } of await Promise.all(whole)) expect(`${status} ${body}`).toMatch(/^200 .*touched/u);
    await fuzz('modern frames over HTTP', 500, mutated(MODERN_FRAMES), async (bytes) => {
      const answered = await post(bytes);
      expect([200, 202, 400, 404]).toContain(answered.status);
      if (answered.status === 202) return;
      const answers = answersIn(answerFrames(answered));
      expect(answers).toHaveLength(1);
      const { id } = REQUEST.safeParse(parsed(bytes.toString('utf8'))).data ?? { id: null };
      if (answered.status === 200) expect(answers[0]?.id).toEqual(id);
    });
    await staysWell([SECRET, OTHER_SECRET]);
  });

  test('over HTTP, several at once: each that is asked is answered, and none twice', async () => {
    const headers: Record<string, string> = {
      ...BEARER,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const post = (body: string | Buffer): ReturnType<typeof rawHttp> =>
      rawHttp(relay.info.endpoints.mcp, { method: 'POST', headers, body });
    const hello = '{"protocolVersion":"2025-03-26","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}';
    const opened = await post(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":${hello}}`);
    headers['mcp-session-id'] = String(opened.headers['mcp-session-id']);
    const two = [
      `[{"jsonrpc":"2.0","id":1,"method":"ping"},${FRAMES[2]}]`,
      `[${FRAMES[3]},{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3}},${FRAMES[5]}]`,
    ];
    await fuzz('batches over HTTP', 300, mutated(two), async (bytes) => {
      const answered = await post(bytes);
      expect([200, 202, 400]).toContain(answered.status);
      if (answered.status === 202) return;
      const answers = answersIn(answerFrames(answered));
      const sent = parsed(bytes.toString('utf8'));
      const asked = (Array.isArray(sent) ? sent : [sent]).flatMap((one) => REQUEST.safeParse(one).data ?? []);
      if (answered.status === 400) {
        expect(answers).toHaveLength(1);
        return;
      }
      expect(answers.length).toBeLessThanOrEqual(batchOf(bytes.toString('utf8')).length);
      // A call that is taken back has no answer.
      const isTakenBack = bytes.includes('cancelled');
      for (const { id } of asked) expect(isTakenBack || answers.some((one) => one.id === id), String(id)).toBe(true);
    });
    await staysWell([SECRET, OTHER_SECRET]);
  });

  test('over stdio: each line gets one answer or one refusal, and shows no secret', async () => {
    const file = writeConfig(world, { mcpServers: { witness: witness(world) } }, 'alone.json');
    const front = await rawRelay(world, ['--config-file', file, '--standalone'], {
      MCP_RELAY_DATA_DIR: world.path('alone'),
    });
    await until('the tool', async () => (await front.request('"list"', 'tools/list', '{}')).includes('touch'));
    let marks = 0;
    let messages = 0;
    await fuzz('frames over stdio', 300, inputs, async (bytes) => {
      const start = front.frames().length;
      const lines = bytes.toString('utf8').split('\n');
      front.child.stdin.write(bytes);
      marks += 1;
      const mark = `"mark ${marks}"`;
      front.send('');
      await front.request(mark, 'ping', '{}');
      const asked = lines.flatMap((line) => REQUEST.safeParse(parsed(line)).data ?? []);
      messages += lines.flatMap((line) => batchOf(line)).length;
      await until('an answer to each', () => {
        const answers = answersIn(front.frames().slice(start));
        const refused = answers.filter(({ id }) => id === null).length;
        return asked.filter(({ id }) => !answers.some((answer) => answer.id === id)).length <= refused;
      });
    });
    const told = answersIn(front.frames()).filter(({ id }) => !/^(?:mark|list|handshake)/u.test(String(id)));
    expect(told.length, 'no message has two answers').toBeLessThanOrEqual(messages);
    expect(front.child.exitCode).toBe(null);
    expect(await front.request('"good"', 'tools/call', '{"name":"touch"}')).toContain('touched');
    for (const secret of [SECRET, OTHER_SECRET]) {
      expect(linesShowing(witnessed(world), secret), 'at the server').toEqual([]);
      expect(filesWith(world.path('alone'), secret), 'in the log').toEqual([]);
      expect(showsSecret(front.stderr(), secret), 'on stderr').toBe(false);
    }
  });

  const body = FRAMES[0] ?? '';
  const head = (...lines: readonly string[]): string =>
    headOf(
      'POST /mcp HTTP/1.1',
      ...lines,
      'Accept: */*',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    );

  test.each([
    {
      what: 'a wrong token',
      lines: () => [`Host: 127.0.0.1:${port()}`, 'Authorization: Bearer wrong-token-wrong-token'],
    },
    { what: 'a foreign Host', lines: () => ['Host: attacker.example', `Authorization: Bearer ${TOKEN}`] },
    {
      what: 'a foreign Origin',
      lines: () => [
        `Host: 127.0.0.1:${port()}`,
        'Origin: https://attacker.example',
        `Authorization: ${BEARER.authorization}`,
      ],
    },
  ])('the head of a request with $what, changed anyhow, gets nobody in', async ({ what, lines }) => {
    const heads = [
      head(...lines()) + body,
      headOf('GET /sse HTTP/1.1', ...lines()),
      headOf('DELETE /mcp HTTP/1.1', ...lines()),
    ];
    await fuzz(`heads with ${what}`, 400, mutated(heads), async (bytes) => {
      const connection = await bareConnection(port());
      connection.closed.catch(() => {});
      connection.end(bytes);
      try {
        const answer = await connection.answer();
        const isOpenPath = /^\{"(?:name|status)":/u.test(answer.body);
        // A change can take the word Origin away, and then nothing foreign is left of it.
        const isHarmless = what === 'a foreign Origin' && !/\norigin:/iu.test(bytes.toString('latin1'));
        if (!isOpenPath && !isHarmless) expect(answer.status === 0 || answer.status >= 400).toBe(true);
      } finally {
        connection.close();
      }
    });
    await staysWell([]);
  });
});

/** How many messages a line holds: a batch holds several. */
function batchOf(line: string): readonly unknown[] {
  if (line === '') return [];
  const value = parsed(line);
  return Array.isArray(value) && value.length > 0 ? value : [value];
}
