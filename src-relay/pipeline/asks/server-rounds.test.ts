import { beforeEach, expect, test } from 'vitest';
import { frameFromText, type Frame } from '../../protocol/frame.ts';
import { createLog } from '../../protocol/log.ts';
import type { ClientAsk } from '../client-port.ts';
import { callContext, idleServer } from '../context.fixture.ts';
import type { CallContext } from '../context.ts';
import { Scanner } from '../scanner.ts';
import type { Round } from '../wire.ts';
import { isInputRequired, runRounds, takeState } from './server-rounds.ts';

const parts = {
  scanner: new Scanner(
    [],
    'closed',
    createLog('error', () => {}),
  ),
  record: (): void => {},
};
const CAN_ALL = { sampling: {}, elicitation: {}, roots: {} };

const frame = (result: string): Frame => frameFromText(`{"jsonrpc":"2.0","id":1,"result":${result}}`);
const asking = (keys: readonly string[], state?: string): Frame => {
  const requests = keys.map((key) => `"${key}":{"method":"roots/list","params":{"_meta":{"n":1.0}}}`).join();
  const more = state === undefined ? '' : `,"requestState":${JSON.stringify(state)}`;
  return frame(`{"resultType":"input_required","inputRequests":{${requests}}${more}}`);
};
const DONE = frame('{"resultType":"complete"}');

let asked: ClientAsk[];
let rounds: Round[];
beforeEach(() => {
  [asked, rounds] = [[], []];
});

/** A call that stands, or stands no longer, of a client that answers by the key it is asked under. */
function contextOf(answer: (key: string, signal: AbortSignal) => Promise<string>, stands = true): CallContext {
  const context = callContext(
    { jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} },
    {
      server: idleServer(),
      traits: { era: 'legacy', version: '2025-11-25', capabilities: CAN_ALL, logLevel: undefined },
      port: {
        emit: () => {},
        ask: async ([one], signal) => {
          if (!one) return [];
          asked.push(one);
          return [{ key: one.key, result: await answer(one.key, signal), value: {} }];
        },
      },
    },
  );
  const { target = { server: '', name: '' } } = context;
  return { ...context, route: { ...context.route, find: () => (stands ? target : undefined) } };
}

function sending(...responses: Frame[]): (round: Round) => Promise<Frame> {
  return (round) => {
    rounds.push(round);
    return Promise.resolve(responses.shift() ?? DONE);
  };
}

const roots = (): Promise<string> => Promise.resolve('{"roots":[]}');

test('the answers go back by their keys, with the state, until the server is done', async () => {
  const last = await runRounds(parts, contextOf(roots), asking(['a', 'b'], 'one'), sending(asking(['c'])));
  expect(last).toBe(DONE);
  expect(rounds).toEqual([
    { responses: '{"a":{"roots":[]},"b":{"roots":[]}}', state: 'one' },
    { responses: '{"c":{"roots":[]}}', state: undefined },
  ]);
  expect(asked.map(({ params }) => params)).toEqual(Array.from({ length: 3 }, () => '{"_meta":{"n":1.0}}'));
});

test.each([
  ['that asks without end', Array.from({ length: 11 }, () => asking(['a'])), 'more than 10 times'],
  ['that asks too much at once', [asking(Array.from({ length: 33 }, (_, index) => `k${index}`))], 'more than 32'],
])('a server %s is given up', async (_what, [first = DONE, ...more], message) => {
  await expect(runRounds(parts, contextOf(roots), first, sending(...more))).rejects.toThrow(message);
  expect(rounds.length).toBeLessThanOrEqual(10);
});

test('what is no request is asked of nobody', async () => {
  for (const request of ['"text"', '[]', '{}', '{"jsonrpc":"2.0","method":"roots/list"}', '{"id":1}']) {
    const first = frame(`{"resultType":"input_required","inputRequests":{"a":${request}}}`);
    await expect(runRounds(parts, contextOf(roots), first, sending())).rejects.toThrow();
  }
  expect([asked, rounds]).toEqual([[], []]);
});

test('where one thing cannot be answered, what else was asked is taken back, and the client’s words are not repeated', async () => {
  let other: AbortSignal | undefined;
  const context = contextOf((_key, signal) => {
    other = signal;
    return new Promise(() => {});
  });
  const port: CallContext['port'] = {
    emit: () => {},
    ask: (asks, signal) =>
      asks[0]?.key === 'a'
        ? Promise.resolve([{ key: 'a', error: '{"code":-7,"message":"my own words"}' }])
        : context.port.ask(asks, signal),
  };
  const failed = runRounds(parts, { ...context, port }, asking(['b', 'a']), sending());
  await expect(failed).rejects.toThrow('the client answered with the error -7');
  await expect(failed).rejects.not.toThrow('my own words');
  expect(other?.aborted).toBe(true);
});

test('the relay’s own reason is given where it is the relay that cannot ask', async () => {
  const context = contextOf(roots);
  const traits = { ...context.traits, capabilities: {} };
  await expect(runRounds(parts, { ...context, traits }, asking(['a']), sending())).rejects.toThrow('offers no roots');
});

test('a client that gives the call up is asked no longer', async () => {
  const context = contextOf(
    (_key, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('taken back')));
        context.cancellation.cancel();
      }),
  );
  await expect(runRounds(parts, context, asking(['a']), sending())).rejects.toThrow('taken back');
  expect(rounds).toEqual([]);
});

test('a server hears no more of a call for what is offered no longer', async () => {
  await expect(runRounds(parts, contextOf(roots, false), asking(['a']), sending())).rejects.toThrow('no longer');
  expect(rounds).toEqual([]);
});

test("a server's state is kept out of what the client gets", () => {
  const context = contextOf(roots);
  takeState(context, asking(['a'], 'inner'));
  expect(context.toSeal).toEqual({ state: 'inner' });
  expect(context.response?.source).not.toContain('inner');
  expect(context.response && isInputRequired(context.response)).toBe(true);
  takeState(context, frame('{"resultType":"input_required","requestState":7}'));
  expect(context.toSeal).toEqual({ state: undefined });
});
