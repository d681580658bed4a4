import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import type { AskHandler } from '../src-relay/downstream/request.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { callTool, connectDownstream, type Downstream, textOf, TRAITS } from './harness/downstream.ts';
import { official, type ServerEntry } from './harness/servers.ts';
import { suiteOverHttp, suiteOverStdio } from './harness/suite-server.ts';
import { type World, worldOfTest } from './harness/world.ts';

/** A client's model that says this. */
function model(words: string, asked?: () => void, until?: Promise<void>): AskHandler {
  return async ({ message }) => {
    asked?.();
    await until;
    if (message.method !== 'sampling/createMessage') return { error: '{"code":-32601,"message":"not this"}' };
    return { result: JSON.stringify({ role: 'assistant', model: 'm', content: { type: 'text', text: words } }) };
  };
}

async function legacy(world: World, kind: 'stdio' | 'http' | 'sse'): Promise<Downstream> {
  const entry: ServerEntry =
    kind === 'stdio' ? suiteOverStdio('legacy') : (await suiteOverHttp(world, 'legacy', kind)).entry;
  const downstream = connectDownstream(world, entry);
  await downstream.ready();
  return downstream;
}

function sample(downstream: Downstream, owner: string, onAsk: AskHandler, timeoutMs = 20_000): Promise<string> {
  return callTool(downstream.server, 'test_sampling', { prompt: owner }, { owner, onAsk, timeoutMs }).then(textOf);
}

describe('what a server asks while it works on a call', { timeout: TEST_MS }, () => {
  test.each(['stdio', 'http', 'sse'] as const)('goes to that call, and the answer back, over %s', async (kind) => {
    const downstream = await legacy(worldOfTest(), kind);
    expect(await sample(downstream, 'a', model('Paris'))).toContain('LLM response: Paris');
    // Nothing of the first call is left over for the second.
    expect(await sample(downstream, 'b', model('Rome'))).toContain('LLM response: Rome');
  });

  test('is told apart by the stream that it comes on: two clients at once over http', async () => {
    const downstream = await legacy(worldOfTest(), 'http');
    const gate = Promise.withResolvers<void>();
    let asked = 0;
    const count = (): void => {
      asked += 1;
    };
    const answers = ['Paris', 'Rome'].map((words) => sample(downstream, words, model(words, count, gate.promise)));
    await until('both are asked', () => asked === 2);
    gate.resolve();
    expect(await Promise.all(answers)).toEqual([expect.stringContaining('Paris'), expect.stringContaining('Rome')]);
  });

  test('is refused where it could be for either of two clients, and never guessed', async () => {
    const downstream = await legacy(worldOfTest(), 'stdio');
    const gate = Promise.withResolvers<void>();
    let isAsked = false;
    const first = sample(
      downstream,
      'a',
      model('Paris', () => (isAsked = true), gate.promise),
    );
    await until('the first is asked', () => isAsked);
    const second = await sample(downstream, 'b', model('must not be said'));
    expect(second).not.toContain('must not be said');
    expect(downstream.log()).toMatch(/refused its request.*sampling/u);
    gate.resolve();
    expect(await first).toContain('Paris');
  });

  test('stops the clock of the call until it is answered', async () => {
    const downstream = await legacy(worldOfTest(), 'stdio');
    const slow = model('at last', undefined, wait(1500));
    expect(await sample(downstream, 'a', slow, 700)).toContain('at last');
  });

  test('is over when the call is given up', async () => {
    const downstream = await legacy(worldOfTest(), 'stdio');
    const { Cancellation } = await import('../src-relay/protocol/cancellation.ts');
    const cancellation = new Cancellation();
    const aborted = Promise.withResolvers<void>();
    const onAsk: AskHandler = (_frame, signal) => {
      signal.addEventListener('abort', () => aborted.resolve());
      cancellation.cancel();
      return new Promise(() => {});
    };
    const call = callTool(downstream.server, 'test_sampling', { prompt: 'x' }, { onAsk, cancellation });
    await expect(call).rejects.toThrow('the call was cancelled');
    await aborted.promise;
  });

  test('is answered on a session’s own connection outside calls too', async () => {
    const world = worldOfTest();
    const entry = official('filesystem', world.folder);
    const downstream = connectDownstream(world, entry, { isolation: 'session' });
    await downstream.ready();
    expect(downstream.log()).toContain('refused its request roots/list');
    const asked: unknown[] = [];
    const onAsk: AskHandler = ({ message }) => {
      asked.push(message.method);
      return Promise.resolve({ result: JSON.stringify({ roots: [{ uri: `file://${world.path('only-here')}` }] }) });
    };
    world.write('plain', '');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(world.path('only-here'));
    const own = downstream.server.forSession('client', TRAITS, onAsk);
    await until('the roots have arrived', async () =>
      textOf(await callTool(own, 'list_allowed_directories')).includes('only-here'),
    );
    expect(asked).toEqual(['roots/list']);
    expect(textOf(await callTool(downstream.server, 'list_allowed_directories'))).not.toContain('only-here');
  });
});
