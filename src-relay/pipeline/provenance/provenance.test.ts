import { beforeEach, describe, expect, test } from 'vitest';
import { FLOW_DEFAULTS, type FlowSettings } from '../../protocol/flow-settings.ts';
import { asJson } from '../../protocol/json.ts';
import { createLog } from '../../protocol/log.ts';
import type { Finding, ScanItem } from '../../protocol/scan-types.ts';
import { createBasicEngine } from '../../scan/engines/basic.ts';
import { judgePassage, type Judgement, type Passage } from '../judge.ts';
import { RestorePermissions } from '../redaction/permission.ts';
import { Scanner } from '../scanner.ts';
import { ClientSession } from '../session.ts';
import { Provenance } from './provenance.ts';

const TOKEN = ['hf', 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi'].join('_');

type Mark = (item: ScanItem, findings: readonly Finding[]) => readonly Finding[];

let session: ClientSession;
beforeEach(() => {
  session = new ClientSession('client:test');
});

async function judged(
  value: unknown,
  passage: Partial<Passage>,
  settings: Partial<FlowSettings> = {},
  mark?: Mark,
): Promise<Judgement> {
  const scanner = new Scanner(
    [createBasicEngine()],
    'closed',
    createLog('error', () => {}),
    mark && { mark, revision: 1 },
    {
      permissions: new RestorePermissions([]),
      provenance: new Provenance({ ...FLOW_DEFAULTS, ...settings }),
    },
  );
  return judgePassage(scanner, {
    direction: 'request',
    server: 'hub',
    about: 'send',
    part: { source: JSON.stringify(value), value: asJson(value), offset: 0 },
    placeholders: session.placeholders,
    conversation: { session, entryId: 'entry' },
    ...passage,
  });
}

/** A server tells the token. */
async function told(passage: Partial<Passage> = {}): Promise<void> {
  await judged(
    { content: [{ type: 'text', text: TOKEN }] },
    { direction: 'response', server: 'mail', about: 'read', ...passage },
  );
}

describe('what is said of a flow', () => {
  test.each([
    ['an argument by its name', { name: 'send', arguments: { body: TOKEN } }, 'The argument `body` holds a secret'],
    [
      'deep in an argument',
      { name: 'send', arguments: { list: [{ a: TOKEN }] } },
      'The argument `list` holds a secret',
    ],
    ['a name that is the value', { name: 'send', arguments: { [TOKEN]: 'x' } }, 'An argument holds a secret'],
    ['a name that is a sentence', { name: 'send', arguments: { 'a b': TOKEN } }, 'An argument holds a secret'],
    ['what is no argument', { uri: `file:///${TOKEN}` }, 'What the client sends holds a secret'],
    ['an answer to a question', { action: 'accept', content: { key: TOKEN } }, 'What the client sends holds a secret'],
    [
      'an answer in a request',
      { name: 'send', arguments: {}, inputResponses: { q: { a: TOKEN } } },
      'What the client sends holds a secret',
    ],
  ])('%s', async (_what, value, words) => {
    await told();
    const { refusal, verdict, findings } = await judged(value, {});
    expect(verdict).toBe('block');
    expect(refusal).toContain(words);
    expect(refusal).not.toContain(TOKEN);
    expect(findings).toContainEqual(
      expect.objectContaining({
        detector: 'flow.secret',
        source: expect.objectContaining({ entryId: 'entry' }) as unknown,
      }),
    );
  });

  test('a name that logs may not hold is not told', async () => {
    await told({ about: 'file:///private', conversation: { session, entryId: 'entry', name: 'resources/read' } });
    const { refusal } = await judged({ name: 'send', arguments: { body: TOKEN } }, {});
    expect(refusal).toContain('that mail.resources/read returned at');
    expect(refusal).not.toContain('private');
  });
});

describe('nothing is followed', () => {
  test('of an answer that has no entry in the log, or is not remembered', async () => {
    await told({ conversation: { session } });
    expect((await judged({ name: 'send', arguments: { body: TOKEN } }, {})).verdict).toBe('mask');
  });

  test('to another session', async () => {
    await told();
    session = new ClientSession('client:test');
    expect((await judged({ name: 'send', arguments: { body: TOKEN } }, {})).verdict).toBe('mask');
  });

  test('once the session has ended', async () => {
    await told();
    session.close();
    expect((await judged({ name: 'send', arguments: { body: TOKEN } }, {})).verdict).toBe('mask');
  });

  test('in the name and the envelope of a request', async () => {
    await told();
    const value = { name: 'send', arguments: {}, _meta: { token: Buffer.from(TOKEN).toString('hex') } };
    const { findings } = await judged(value, {});
    expect(findings.map(({ detector }) => detector)).not.toContain('flow.secret');
  });
});

test('what a person has excepted passes', async () => {
  await told();
  const mark: Mark = (_item, findings) => findings.map((one) => ({ ...one, exception: 'e' }));
  const { verdict, findings } = await judged({ name: 'send', arguments: { body: TOKEN } }, {}, {}, mark);
  expect(verdict).toBe('allow');
  expect(findings).toContainEqual(expect.objectContaining({ detector: 'flow.secret', exception: 'e' }));
});

test('what is allowed passes with a note, masked as everything to that server is', async () => {
  await told();
  const settings = { allowed: [{ from: 'mail', to: '*' }] };
  const { verdict, findings } = await judged({ name: 'send', arguments: { body: TOKEN } }, {}, settings);
  expect(verdict).toBe('mask');
  expect(findings).toContainEqual(expect.objectContaining({ detector: 'flow.secret', verdict: 'allow' }));
});
