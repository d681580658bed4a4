import { expect, test } from 'vitest';
import type { Carrier } from './carrier.ts';
import { createControl } from './control.ts';
import { ControlFailure } from './control-failure.ts';

const answering = (answer: () => unknown): Carrier => ({
  call: async () => answer(),
  subscribe: () => () => undefined,
});

test('answers with the output, parsed', async () => {
  const control = createControl(answering(() => ({ ok: true, output: { count: 3, lastSeq: 9, more: 'than asked' } })));
  expect(await control.call('calls.count', { filter: {} })).toEqual({ count: 3, lastSeq: 9 });
});

test('every failure is a ControlFailure with a sentence', async () => {
  const failing = async (answer: () => unknown): Promise<unknown> =>
    createControl(answering(answer))
      .call('calls.count', { filter: {} })
      .catch((error: unknown) => error);
  const refused = await failing(() => ({ ok: false, error: { code: 'refused', message: 'Not now.' } }));
  expect(refused).toBeInstanceOf(ControlFailure);
  expect(refused).toMatchObject({ code: 'refused', message: 'Not now.' });
  expect(await failing(() => ({ ok: true, output: { count: 'three' } }))).toMatchObject({ code: 'failed' });
  expect(await failing(() => 'nonsense')).toMatchObject({ code: 'failed' });
  const thrown = (): never => {
    throw new TypeError('no bridge');
  };
  expect(await failing(thrown)).toMatchObject({ code: 'unreachable' });
});
