import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { INJECTED_DOCUMENT } from './fixtures/injections.ts';
import { rawAt } from './fixtures/raw-json.ts';
import { buildToken } from './fixtures/tokens.ts';
import { auditRow } from './harness/audit-db.ts';
import { TEST_MS } from './harness/deadline.ts';
import { CLIENT_TEXTS, typed } from './harness/client-texts.ts';
import { type ScanStage, scanStage } from './harness/scan-stage.ts';
import {
  SERVER_ANSWERS,
  SERVER_NOTICES,
  SERVER_QUESTIONS,
  answerToServer,
  blobOf,
  progressOf,
} from './harness/server-texts.ts';
import { filesWith } from './harness/secret-search.ts';
import { worldOfSuite, worldOfTest } from './harness/world.ts';

const TOKEN = buildToken('HUGGINGFACE_TOKEN', 90);
const WITH_TOKEN = `before ${TOKEN} after`;
const MASKED = 'before <HUGGINGFACE_TOKEN> after';
const INJECTED = INJECTED_DOCUMENT;
const INJECTED_WORDS = 'maintenance mode';

const REFUSAL = z.strictObject({
  code: z.literal('AISEC_SECURITY_BLOCK'),
  reason: z.string().regex(/^Unsafe Response: /u),
  findings: z.array(z.string()),
  logEntry: z.string(),
});

/** Everything the client has been sent. */
const heard = ({ client }: ScanStage): string => client.received.all.map(({ source }) => source).join('\n');
const reached = ({ connection }: ScanStage): string => connection.received.all.map(({ source }) => source).join('\n');

describe('a secret that a server says', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let stage: ScanStage;
  beforeAll(async () => {
    stage = await scanStage(world);
  }, TEST_MS);

  test.each(Object.entries({ ...SERVER_ANSWERS, ...SERVER_QUESTIONS, ...SERVER_NOTICES, progress: progressOf }))(
    'reaches the client masked: %s',
    async (_what, say) => {
      const before = heard(stage).length;
      await say(stage, WITH_TOKEN);
      const now = heard(stage).slice(before);
      expect(now).toContain(MASKED);
      expect(now).not.toContain(TOKEN);
    },
  );

  test('reaches the client masked in a blob, which stays base64', async () => {
    const frame = await blobOf(stage, WITH_TOKEN);
    const blob: unknown = JSON.parse(rawAt(frame, 'result', 'contents', 0, 'blob') ?? 'null');
    expect(Buffer.from(String(blob), 'base64').toString()).toMatch(/<HUGGINGFACE_TOKEN(?:_\d+)?>/u);
    expect(heard(stage)).not.toContain(TOKEN);
  });

  test('stands nowhere in the data folder or on stderr', async () => {
    await auditRow(world.dataDir, 'a masked prompt', ({ tool, verdict }) => tool === 'letter' && verdict === 'mask');
    await auditRow(
      world.dataDir,
      'a masked resource',
      ({ tool, verdict }) => tool === 'demo://box' && verdict === 'mask',
    );
    expect(filesWith(world.dataDir, TOKEN)).toEqual([]);
    expect(stage.relay.stderr()).not.toContain(TOKEN);
  });
});

describe('an injection that a server says', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let stage: ScanStage;
  beforeAll(async () => {
    stage = await scanStage(world);
  }, TEST_MS);

  test.each(Object.entries({ ...SERVER_ANSWERS, 'a blob': blobOf }))(
    'blocks the answer, with a reason: %s',
    async (what, say) => {
      const frame = await say(stage, INJECTED);
      expect(heard(stage)).not.toContain(INJECTED_WORDS);
      if (what === 'the result of a task') {
        expect(frame).toMatch(/AISEC_SECURITY_BLOCK:\s*Unsafe Response: /u);
        return;
      }
      expect(rawAt(frame, 'error', 'code')).toBe('-32000');
      expect(rawAt(frame, 'error', 'message')).toMatch(/Unsafe Response: \S.{10,}/u);
      const data = REFUSAL.parse(JSON.parse(rawAt(frame, 'error', 'data') ?? 'null'));
      expect(data.findings).toContain('injection');
      const row = await auditRow(world.dataDir, what, ({ entry_id: id }) => id === data.logEntry);
      expect(row).toMatchObject({ server: 'speaker', status: 'blocked', verdict: 'block', bypassed: 0 });
    },
  );

  test.each(Object.entries(SERVER_QUESTIONS))('is not asked of the client: %s', async (_what, say) => {
    const answer = answerToServer(await say(stage, INJECTED));
    expect(rawAt(answer, 'error', 'code')).toMatch(/^-\d+$/u);
    expect(heard(stage)).not.toContain(INJECTED_WORDS);
    expect(stage.client.received.all.some(({ method }) => /^(?:sampling|elicitation|roots)\//u.test(method))).toBe(
      false,
    );
  });

  test('that is not asked stands in the log as blocked', async () => {
    const row = await auditRow(
      world.dataDir,
      'a blocked question',
      ({ status, verdict, reason }) =>
        status === 'blocked' && verdict === 'block' && /Unsafe Request/u.test(reason ?? ''),
    );
    expect(row.server).toBe('speaker');
    expect(row.findings).toContain('injection');
  });

  test.each(Object.entries({ ...SERVER_NOTICES, progress: progressOf }))(
    'is left out, and what comes after it passes: %s',
    async (_what, say) => {
      const told = await say(stage, INJECTED);
      expect(told).toContain('the harmless one');
      expect(heard(stage)).not.toContain(INJECTED_WORDS);
    },
  );
});

describe('a secret that a client says', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let stage: ScanStage;
  beforeAll(async () => {
    stage = await scanStage(world);
  }, TEST_MS);

  test.each(Object.entries(CLIENT_TEXTS))('reaches the server masked: %s', async (_what, say) => {
    const got = await say(stage, WITH_TOKEN);
    expect(got).toContain(MASKED);
    expect(reached(stage)).not.toContain(TOKEN);
  });

  test('is stopped where a person has typed it: the server gets an error, the log a blocked entry', async () => {
    const got = await typed(stage, WITH_TOKEN);
    expect(rawAt(got, 'error', 'code')).toMatch(/^-\d+$/u);
    expect(rawAt(got, 'result')).toBeUndefined();
    expect(got).not.toContain('before');
    expect(reached(stage)).not.toContain(TOKEN);
    const row = await auditRow(
      world.dataDir,
      'the typed secret',
      ({ status, findings, reason }) =>
        status === 'blocked' && (findings ?? '').includes('secret') && /not given to the server/u.test(reason ?? ''),
    );
    expect(row).toMatchObject({ server: 'speaker', verdict: 'block', bypassed: 0 });
    expect(row.response ?? '').not.toContain(TOKEN);
  });

  test('and what a person types beside it passes', async () => {
    expect(rawAt(await typed(stage, 'my size is 42'), 'result')).toBe(
      '{"action":"accept","content":{"key":"my size is 42"}}',
    );
  });

  test('stands nowhere in the data folder or on stderr', async () => {
    await auditRow(world.dataDir, 'a masked prompt', ({ tool, verdict }) => tool === 'letter' && verdict === 'mask');
    expect(filesWith(world.dataDir, TOKEN)).toEqual([]);
    expect(stage.relay.stderr()).not.toContain(TOKEN);
  });
});

describe('placeholders', { timeout: TEST_MS }, () => {
  test('are the same for the same value, whichever way it passes', async () => {
    const stage = await scanStage(worldOfTest());
    const second = buildToken('HUGGINGFACE_TOKEN', 91);
    const read = SERVER_ANSWERS['a text of a resource'];
    const get = CLIENT_TEXTS['an argument of a prompt'];
    if (!read || !get) throw new Error('no texts');
    expect(await read(stage, TOKEN)).toContain('"<HUGGINGFACE_TOKEN>"');
    expect(await get(stage, `${second} ${TOKEN}`)).toContain('<HUGGINGFACE_TOKEN_2> <HUGGINGFACE_TOKEN>');
    expect(await progressOf(stage, second)).toContain('<HUGGINGFACE_TOKEN_2>');
  });
});

describe('a server in hidden mode', { timeout: TEST_MS }, () => {
  test('is not scanned at any of these points, and nothing of it is stored', async () => {
    const world = worldOfTest();
    const stage = await scanStage(world, { hidden: true });
    for (const say of Object.values({ ...SERVER_ANSWERS, ...SERVER_QUESTIONS, ...SERVER_NOTICES, progressOf })) {
      const before = heard(stage).length;
      await say(stage, `${INJECTED} ${WITH_TOKEN}`);
      const now = heard(stage).slice(before);
      expect(now).toContain(INJECTED_WORDS);
      expect(now).toContain(TOKEN);
    }
    for (const say of Object.values({ ...CLIENT_TEXTS, typed })) expect(await say(stage, TOKEN)).toContain(TOKEN);
    const row = await auditRow(world.dataDir, 'a prompt', ({ tool }) => tool === 'letter');
    expect(row).toMatchObject({ bypassed: 1, request: null, response: null });
    expect(filesWith(world.dataDir, TOKEN)).toEqual([]);
    expect(stage.relay.stderr()).not.toContain(TOKEN);
  });
});
