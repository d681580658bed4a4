import { beforeEach, describe, expect, test } from 'vitest';
import type { AskReply } from '../../downstream/request.ts';
import { frameFromText } from '../../protocol/frame.ts';
import { isJsonObject, parseJson, type JsonObject } from '../../protocol/json.ts';
import { createLog } from '../../protocol/log.ts';
import type { Finding, ScanEngine, ScanItem } from '../../protocol/scan-types.ts';
import type { ClientAnswer, ClientAsk } from '../client-port.ts';
import { Scanner } from '../scanner.ts';
import { ClientSession } from '../session.ts';
import { askThrough, type AskContext, type AskOutcome, type AskRecord } from './ask-through.ts';

const NEVER = new AbortController().signal;
const CAN_ALL = { sampling: {}, elicitation: { form: {}, url: {} }, roots: {} };

/** What is scanned, and what is found: `SECRET` is a secret, `ORDERS` are an injection, in values and in keys. */
let scanned: string[];
let records: AskRecord[];
let asked: ClientAsk[];
beforeEach(() => {
  [scanned, records, asked] = [[], [], []];
});

const engine: ScanEngine = {
  name: 'engine',
  version: '1',
  close: () => Promise.resolve(),
  scan({ direction, server, tool, source, value }: ScanItem) {
    scanned.push(`${server}/${tool} ${direction} ${source}`);
    if (!isJsonObject(value)) return [];
    return Object.entries(value).flatMap(([key, text]) => [
      ...found(key, [key], true),
      ...(typeof text === 'string' ? found(text, [key], false) : []),
    ]);
  },
};

function found(text: string, path: Finding['path'], inKey: boolean): Finding[] {
  const kind = text.startsWith('SECRET') ? 'secret' : text.startsWith('ORDERS') ? 'injection' : undefined;
  if (!kind) return [];
  const where = { path, inKey, start: 0, end: text.length };
  return [{ detector: 'd', kind, severity: 'high', ...where, placeholder: 'KEY', evidence: 'e', reason: 'It is so.' }];
}

function contextOf(
  answer: (ask: ClientAsk) => ClientAnswer | undefined,
  capabilities: JsonObject = CAN_ALL,
): AskContext {
  return {
    session: new ClientSession('client:a'),
    traits: { era: 'legacy', version: '2025-11-25', capabilities, logLevel: undefined },
    port: {
      emit: () => {},
      ask: (asks) => {
        asked.push(...asks);
        return Promise.resolve(asks.map((one) => answer(one)).filter((one) => one !== undefined));
      },
    },
    target: { server: 's', name: 'tool' },
    bypassed: false,
    missing: undefined,
  };
}

function answering(result: string): (ask: ClientAsk) => ClientAnswer {
  const value = parseJson(result);
  return ({ key }) => ({ key, result, value: isJsonObject(value) ? value : {} });
}

function ask(context: AskContext, method: string, params: string): Promise<AskOutcome> {
  const scanner = new Scanner(
    [engine],
    'closed',
    createLog('error', () => {}),
  );
  const parts = { scanner, record: (_context: unknown, record: AskRecord): void => void records.push(record) };
  return askThrough(
    parts,
    context,
    'k',
    frameFromText(`{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}`),
    NEVER,
  );
}

const isError = (reply: AskReply): boolean => 'error' in reply;

describe('what a server asks of a client', () => {
  test('is scanned like an answer of the server, and what comes back like a request to it', async () => {
    const reply = await ask(contextOf(answering('{"n":1.0}')), 'sampling/createMessage', '{"m":1.0}');
    expect(reply).toEqual({ result: '{"n":1.0}' });
    expect(scanned).toEqual(['s/tool response {"m":1.0}', 's/tool request {"n":1.0}']);
    expect(asked).toEqual([{ key: 'k', method: 'sampling/createMessage', params: '{"m":1.0}' }]);
    expect(records).toMatchObject([{ method: 'sampling/createMessage', status: 'success', verdict: 'allow' }]);
  });

  test('is masked both ways, under the same names', async () => {
    const reply = await ask(contextOf(answering('{"a":"SECRET"}')), 'sampling/createMessage', '{"q":"SECRET"}');
    expect(asked[0]?.params).toBe('{"q":"<KEY>"}');
    expect(reply).toEqual({ result: '{"a":"<KEY>"}' });
    expect(records).toMatchObject([
      { status: 'success', verdict: 'mask', request: '{"q":"<KEY>"}', response: '{"a":"<KEY>"}' },
    ]);
  });

  test('is not asked where it gives orders', async () => {
    const reply = await ask(contextOf(answering('{}')), 'sampling/createMessage', '{"q":"ORDERS"}');
    expect(isError(reply)).toBe(true);
    expect(asked).toEqual([]);
    expect(records).toMatchObject([{ status: 'blocked', verdict: 'block', code: 'AISEC_SECURITY_BLOCK' }]);
  });

  test('a secret that a person types stops there', async () => {
    const reply = await ask(contextOf(answering('{"a":"SECRET"}')), 'elicitation/create', '{}');
    expect(isError(reply)).toBe(true);
    expect(JSON.stringify(reply)).not.toContain('KEY');
    expect(records).toMatchObject([{ status: 'blocked', verdict: 'block' }]);
    expect(JSON.stringify(records)).not.toContain('SECRET');
  });

  test('a client’s error is scanned too, and stops where it holds a secret', async () => {
    const failing =
      (error: string) =>
      ({ key }: ClientAsk): ClientAnswer => ({ key, error });
    const passed = await ask(contextOf(failing('{"code":-1,"message":"no"}')), 'roots/list', '{}');
    expect(passed).toEqual({ error: '{"code":-1,"message":"no"}' });
    const stopped = await ask(contextOf(failing('{"code":-1,"message":"SECRET"}')), 'roots/list', '{}');
    expect(JSON.stringify([stopped, records])).not.toContain('SECRET');
    expect(records).toMatchObject([{ code: 'client_error' }, { code: 'client_error' }]);
  });

  test.each([
    ['a question', '{"SECRET1":1,"SECRET2":2,"<KEY>":3}', '{}'],
    ['an answer', '{}', '{"SECRET1":1,"SECRET2":2,"<KEY>":3}'],
  ])('%s whose keys are equal when they are masked goes no further', async (what, question, answer) => {
    const reply = await ask(contextOf(answering(answer)), 'sampling/createMessage', question);
    expect(isError(reply)).toBe(true);
    expect(asked).toHaveLength(what === 'a question' ? 0 : 1);
    expect(records).toMatchObject([{ status: 'blocked' }]);
  });

  test('is not scanned, and not kept, where the server is trusted', async () => {
    const context = { ...contextOf(answering('{"a":"SECRET"}')), bypassed: true };
    expect(await ask(context, 'elicitation/create', '{"q":"ORDERS"}')).toEqual({ result: '{"a":"SECRET"}' });
    expect(scanned).toEqual([]);
    expect(records).toMatchObject([{ request: undefined, response: undefined, status: 'success' }]);
  });

  test('is not asked of a client that cannot answer; all that it would need is remembered', async () => {
    const context = contextOf(answering('{}'), { elicitation: { url: {} } });
    expect(isError(await ask(context, 'sampling/createMessage', '{}'))).toBe(true);
    expect(isError(await ask(context, 'elicitation/create', '{}'))).toBe(true);
    expect(context.missing).toEqual({ sampling: {}, elicitation: { form: {} } });
    expect(asked).toEqual([]);
    expect(records).toMatchObject([{ status: 'denied' }, { status: 'denied' }]);
  });

  test('fails where the client leaves it out, or has gone', async () => {
    expect(
      isError(
        await ask(
          contextOf(() => undefined),
          'roots/list',
          '{}',
        ),
      ),
    ).toBe(true);
    const context = contextOf(answering('{}'));
    const gone = { ...context, port: { emit: () => {}, ask: () => Promise.reject(new Error('It has gone.')) } };
    expect(await ask(gone, 'roots/list', '{}')).toMatchObject({ reason: 'It has gone.' });
    expect(records).toMatchObject([{ code: 'client_unreachable' }, { code: 'client_unreachable' }]);
  });

  test('stands in the log under no name that the server made up', async () => {
    await ask(contextOf(answering('{}')), 'SECRET/ask', '{}');
    expect(records).toMatchObject([{ method: 'unknown method', status: 'denied' }]);
  });
});
