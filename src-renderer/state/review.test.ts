import { expect, test, vi } from 'vitest';
import type { ReviewItem } from '../../src-relay/control/contract.ts';
import type { Control } from '../control/control.ts';
import { createReview } from './review.ts';

const item = (id: string, hash = 'h'): ReviewItem => ({
  id,
  kind: 'tool',
  server: 's',
  tool: id,
  hash,
  isNew: false,
  isAcceptable: true,
  isKeptOff: false,
  reason: 'It differs.',
  changes: [],
  flags: [],
  risk: null,
});

function fake(answers: Record<string, unknown>): { control: Control; call: ReturnType<typeof vi.fn> } {
  const call = vi.fn(async (name: string) => {
    const answer = answers[name];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `call` is used
  return { control: { call } as unknown as Control, call };
}

test('what is accepted goes by the hash that was shown, and what is refused says why', async () => {
  const { control, call } = fake({
    'review.list': { items: [item('b', 'newer')] },
    'review.accept': { accepted: ['a'], refused: [{ id: 'b', message: 'It has changed again.' }], undo: 'token' },
  });
  const review = createReview(control);
  expect(await review.accept([item('a', 'x'), item('b', 'y')])).toEqual({ count: 1, undo: 'token' });
  expect(call).toHaveBeenCalledWith('review.accept', {
    items: [
      { id: 'a', hash: 'x' },
      { id: 'b', hash: 'y' },
    ],
  });
  expect(review.store.getState()).toMatchObject({ failures: { b: 'It has changed again.' }, pending: {} });
});

test('what the relay did not answer is said beside every item, and goes with the item', async () => {
  const answers: Record<string, unknown> = { 'review.accept': new Error('no'), 'review.list': { items: [item('b')] } };
  const { control } = fake(answers);
  const review = createReview(control);
  expect(await review.accept([item('a'), item('b')])).toEqual({ count: 0, undo: undefined });
  expect(Object.keys(review.store.getState().failures)).toEqual(['a', 'b']);
  await review.load();
  expect(Object.keys(review.store.getState().failures)).toEqual(['b']);
});
