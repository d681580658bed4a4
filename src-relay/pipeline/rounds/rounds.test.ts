import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Cancellation } from '../../protocol/cancellation.ts';
import { frameFromText } from '../../protocol/frame.ts';
import { isJsonObject, member, parseJson, type JsonObject, type JsonValue } from '../../protocol/json.ts';
import type { Answer, ClientAnswer, ClientAsk, ClientPort } from '../client-port.ts';
import { Rounds } from './rounds.ts';
import { TOGETHER_MS, type Exchange } from './run.ts';
import { ROUND_MS, SealedStates, StateError } from './sealed-state.ts';
import { UsedStatesInMemory } from './used-states.ts';

afterEach(() => vi.useRealTimers());

const NEVER = new AbortController().signal;
const key = randomBytes(32);
const createRounds = (): Rounds => new Rounds(new SealedStates(() => key, new UsedStatesInMemory()));

interface Sent extends Exchange {
  readonly messages: string[];
}

let lastId = 0;
function exchange(more: object = {}, about: { owner?: string; method?: string; token?: string } = {}): Sent {
  const messages: string[] = [];
  const { owner = 'client', method = 'tools/call', token } = about;
  const _meta = token === undefined ? {} : { progressToken: token };
  lastId += 1;
  const message = {
    jsonrpc: '2.0',
    id: `id-${lastId}`,
    method,
    params: { name: 't', arguments: { a: 1 }, ...more, _meta },
  };
  return {
    owner,
    frame: frameFromText(JSON.stringify(message)),
    emit: (source) => messages.push(source),
    cancellation: new Cancellation(),
    messages,
  };
}

const elicit = (name: string): ClientAsk => ({
  key: name,
  method: 'elicitation/create',
  params: `{"message":"${name}"}`,
});
const accept = (value: string): object => ({ action: 'accept', content: { value } });
const done = (text: string): Answer => ({
  source: `{"jsonrpc":"2.0","id":"any","result":{"text":${JSON.stringify(text)}}}`,
});
const values = (answers: readonly ClientAnswer[]): string =>
  answers
    .map((one) => ('value' in one ? `${one.key}=${textOf(member(one.value.content, 'value'))}` : one.error))
    .join(' ');

/** Asks these, one group after the other, and says what came of it. */
function asking(...groups: ClientAsk[][]): (port: ClientPort) => Promise<Answer> {
  return async (port) => {
    const answers: string[] = [];
    for (const group of groups) answers.push(values(await port.ask(group, NEVER)));
    return done(answers.join(' then '));
  };
}
const never = (): Promise<Answer> => Promise.reject(new Error('must not begin anew'));

function resultOf(answer: Answer): JsonObject {
  const result = member(parseJson(answer.source), 'result');
  if (!isJsonObject(result)) throw new Error(answer.source);
  return result;
}
const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
const stateOf = (answer: Answer): JsonValue => resultOf(answer).requestState ?? null;
const idOf = (answer: Answer): JsonValue | undefined => member(parseJson(answer.source), 'id');

describe('a legacy server asks a modern client', () => {
  test('the exchange ends with the question, and the retry goes on and gets the answer', async () => {
    const rounds = createRounds();
    const first = await rounds.handle(exchange(), asking([elicit('name')]));
    expect(resultOf(first)).toMatchObject({
      resultType: 'input_required',
      inputRequests: { name: { method: 'elicitation/create', params: { message: 'name' } } },
    });
    expect(stateOf(first)).toBeTypeOf('string');
    expect(rounds.waiting).toBe(1);
    const retry = exchange({ inputResponses: { name: accept('Alice') }, requestState: stateOf(first) });
    const last = await rounds.handle(retry, never);
    expect(resultOf(last).text).toBe('name=Alice');
    expect(idOf(last)).toBe(retry.frame.message.id);
    expect(rounds.waiting).toBe(0);
  });

  test('several rounds, several questions at once, equal keys', async () => {
    const rounds = createRounds();
    const work = async (port: ClientPort): Promise<Answer> => {
      const both = await Promise.all([port.ask([elicit('a')], NEVER), port.ask([elicit('a')], NEVER)]);
      return done(`${both.map(values).join(' ')} then ${values(await port.ask([elicit('b')], NEVER))}`);
    };
    const first = await rounds.handle(exchange(), work);
    expect(resultOf(first).inputRequests).toMatchObject({ a: {}, 'a-2': {} });
    const second = await rounds.handle(
      exchange({ inputResponses: { a: accept('1'), 'a-2': accept('2') }, requestState: stateOf(first) }),
      never,
    );
    expect(stateOf(second)).not.toBe(stateOf(first));
    const third = await rounds.handle(
      exchange({ inputResponses: { b: accept('3') }, requestState: stateOf(second) }),
      never,
    );
    expect(resultOf(third).text).toBe('a=1 a=2 then b=3');
  });

  test.each([
    ['left out', {}],
    ['under a wrong key', { other: accept('x') }],
    ['no object', { name: 'x' }],
    ['nothing', null],
  ])('an answer that is %s is asked for again, and in the end done without', async (_, inputResponses) => {
    const rounds = createRounds();
    let answer = await rounds.handle(exchange(), asking([elicit('name')]));
    let times = 0;
    while (resultOf(answer).resultType === 'input_required') {
      times += 1;
      answer = await rounds.handle(exchange({ inputResponses, requestState: stateOf(answer) }), never);
    }
    expect(times).toBe(3);
    expect(resultOf(answer).text).toBe('');
  });

  test('an elicitation by URL has no id in the modern era, numbers stay as they are', async () => {
    const params = '{"mode":"url","elicitationId":"e","url":"https://a.example","n":1.0}';
    const work = async (port: ClientPort): Promise<Answer> => {
      await port.ask([{ key: 'u', method: 'elicitation/create', params }], NEVER);
      return done('');
    };
    const { source } = await createRounds().handle(exchange(), work);
    expect(source).toContain('"params":{"mode":"url","url":"https://a.example","n":1.0}');
  });

  test('progress goes to the exchange that waits, under its own token', async () => {
    const rounds = createRounds();
    const progress =
      '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"one","progress":1.0}}';
    const work = async (port: ClientPort): Promise<Answer> => {
      port.emit(progress);
      await port.ask([elicit('a')], NEVER);
      port.emit(progress);
      await port.ask([elicit('b')], NEVER);
      port.emit(progress);
      return done('');
    };
    const one = exchange({}, { token: 'one' });
    const first = await rounds.handle(one, work);
    const two = exchange({ inputResponses: { a: accept('') }, requestState: stateOf(first) }, { token: 'two' });
    const second = await rounds.handle(two, never);
    const three = exchange({ inputResponses: { b: accept('') }, requestState: stateOf(second) });
    await rounds.handle(three, never);
    expect([one, two, three].map(({ messages }) => messages)).toEqual([
      [progress],
      [progress.replace('one', 'two')],
      [],
    ]);
  });

  test('what the server takes back before the client has heard of it is not asked', async () => {
    const rounds = createRounds();
    const abort = new AbortController();
    const first = await rounds.handle(exchange(), async (port) => {
      const taken = port.ask([elicit('taken back')], abort.signal).catch(() => []);
      const kept = port.ask([elicit('kept')], NEVER);
      abort.abort();
      return done(`${values(await taken)} ${values(await kept)}`);
    });
    expect(Object.keys(resultOf(first).inputRequests ?? {})).toEqual(['kept']);
    const retry = exchange({ inputResponses: { kept: accept('1') }, requestState: stateOf(first) });
    expect(resultOf(await rounds.handle(retry, never)).text).toBe(' kept=1');
  });

  test('what is taken back already is not asked at all', async () => {
    const answer = await createRounds().handle(exchange(), async (port) => {
      const asked = port.ask([elicit('a')], AbortSignal.abort());
      await expect(asked).rejects.toThrow('no longer wants');
      return done('refused');
    });
    expect(resultOf(answer).text).toBe('refused');
  });

  test('a form keeps an id that it has', async () => {
    const form = { key: 'f', method: 'elicitation/create', params: '{"message":"m","elicitationId":"e"}' };
    const first = await createRounds().handle(exchange(), asking([form]));
    expect(resultOf(first).inputRequests).toMatchObject({ f: { params: { elicitationId: 'e' } } });
  });

  test('nothing can be asked where the method has no rounds', async () => {
    const answer = createRounds().handle(exchange({}, { method: 'completion/complete' }), asking([elicit('a')]));
    expect(member(parseJson((await answer).source), 'error')).toBeDefined();
  });
});

describe('a state is refused', () => {
  const cases: [string, (state: JsonValue) => Sent][] = [
    ['changed', (state) => exchange({ requestState: `${textOf(state)}-TAMPERED` })],
    ['of another client', (state) => exchange({ requestState: state }, { owner: 'other' })],
    ['with other arguments', (state) => exchange({ requestState: state, arguments: { a: 2 } })],
    ['for another method', (state) => exchange({ requestState: state }, { method: 'prompts/get' })],
    ['made up', () => exchange({ requestState: 'r.anything' })],
    ['empty', () => exchange({ requestState: 'r.' })],
  ];
  test.each(cases)('%s', async (_, retry) => {
    const rounds = createRounds();
    const first = await rounds.handle(exchange(), asking([elicit('name')]));
    const refused = await rounds.handle(retry(stateOf(first)), never);
    expect(refused.code).toBe(-32_602);
    expect(member(member(parseJson(refused.source), 'error'), 'code')).toBe(-32_602);
    const retried = exchange({ inputResponses: { name: accept('A') }, requestState: stateOf(first) });
    expect(resultOf(await rounds.handle(retried, never)).text).toBe('name=A');
  });

  test('used, or of a run that nobody keeps any more', async () => {
    const rounds = createRounds();
    const first = await rounds.handle(exchange(), asking([elicit('a')], [elicit('b')]));
    const more = { inputResponses: { a: accept('1') }, requestState: stateOf(first) };
    await rounds.handle(exchange(more), never);
    expect((await rounds.handle(exchange(more), never)).code).toBe(-32_602);
    const second = await createRounds().handle(exchange(), asking([elicit('a')]));
    expect((await rounds.handle(exchange({ requestState: stateOf(second) }), never)).code).toBe(-32_602);
  });
});

describe('a key that cannot be read', () => {
  const broken = (): Rounds =>
    new Rounds(
      new SealedStates(() => {
        throw new Error('no key');
      }, new UsedStatesInMemory()),
    );

  test('ends the question and nothing else', async () => {
    const rounds = broken();
    let reason = '';
    const answer = await rounds.handle(exchange(), async (port) => {
      await port.ask([elicit('name')], NEVER).catch((error: unknown) => {
        reason = String(error);
      });
      return done('without it');
    });
    expect(resultOf(answer).text).toBe('without it');
    expect(reason).toContain('cannot be used');
    expect(rounds.waiting).toBe(0);
  });

  test('opens no state, and the client hears of it', async () => {
    const answer = await broken().handle(exchange({ requestState: `r.${'A'.repeat(100)}` }), never);
    expect(answer.code).toBe(-32_603);
    expect(idOf(answer)).toBe(`id-${lastId}`);
  });
});

describe('runs that wait', () => {
  const cancelled = (): { work: (port: ClientPort) => Promise<Answer>; ended: Promise<string> } => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const work = async (port: ClientPort): Promise<Answer> => {
      await port.ask([elicit('a')], NEVER).catch((error: unknown) => resolve(String(error)));
      return { source: port.cancellation?.isCancelled === true ? '' : done('').source };
    };
    return { work, ended: promise };
  };

  test('end when their client does not come back in time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const rounds = createRounds();
    const { work, ended } = cancelled();
    const asked = rounds.handle(exchange(), work);
    await vi.advanceTimersByTimeAsync(TOGETHER_MS);
    const first = await asked;
    vi.advanceTimersByTime(ROUND_MS);
    expect(await ended).toContain('did not come back');
    expect(rounds.waiting).toBe(0);
    expect((await rounds.handle(exchange({ requestState: stateOf(first) }), never)).code).toBe(-32_602);
  });

  test('end when the client goes away in a later exchange, not when an earlier one closes', async () => {
    const rounds = createRounds();
    const work = asking([elicit('a')], [elicit('b')]);
    let run: ClientPort | undefined;
    const one = exchange();
    const first = await rounds.handle(one, (port) => work((run = port)));
    one.cancellation.cancel();
    expect(run?.cancellation?.isCancelled).toBe(false);
    const two = exchange({ inputResponses: { a: accept('') }, requestState: stateOf(first) });
    const second = rounds.handle(two, never);
    two.cancellation.cancel();
    await second;
    expect(run?.cancellation?.isCancelled).toBe(true);
    expect(rounds.waiting).toBe(0);
  });

  test('keep an answer that came while nobody waited', async () => {
    const rounds = createRounds();
    const stop = new AbortController();
    const work = async (port: ClientPort): Promise<Answer> => {
      await port.ask([elicit('a')], stop.signal).catch(() => {});
      return done('went on without');
    };
    const first = await rounds.handle(exchange(), work);
    stop.abort();
    await turn();
    const retry = exchange({ inputResponses: { a: accept('') }, requestState: stateOf(first) });
    expect(resultOf(await rounds.handle(retry, never)).text).toBe('went on without');
    expect(rounds.waiting).toBe(0);
  });

  test('are few: what is more cannot ask', async () => {
    const rounds = createRounds();
    const answers = await Promise.all(Array.from({ length: 40 }, () => rounds.handle(exchange(), cancelled().work)));
    expect(answers.filter(({ source }) => source.includes('input_required'))).toHaveLength(32);
    expect(rounds.waiting).toBe(32);
    const other = await rounds.handle(exchange({}, { owner: 'other' }), cancelled().work);
    expect(resultOf(other).resultType).toBe('input_required');
    rounds.close();
    expect(rounds.waiting).toBe(0);
  });
});

test("a modern server's state goes through the client, sealed, and survives the relay", () => {
  const owner = { owner: 'client', method: 'tools/call', params: '{"name":"t"}' };
  const state = createRounds().seal({ server: 'files', state: 'é"' }, owner);
  const rounds = createRounds();
  const retry = { ...owner, params: `{"name":"t","inputResponses":{},"requestState":"${state}"}` };
  expect(rounds.open(state, retry)).toEqual({ server: 'files', state: 'é"' });
  expect(() => rounds.open(state, retry)).toThrow(StateError);
  expect(() => rounds.open('anything', retry)).toThrow(StateError);
  const without = createRounds().seal({ server: 'files', state: undefined }, owner);
  expect(rounds.open(without, owner)).toEqual({ server: 'files', state: undefined });
});
