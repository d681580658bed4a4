import { expect, test } from 'vitest';
import { frameFromText } from '../../protocol/frame.ts';
import { META } from '../../protocol/modern/keys.ts';
import { doubtful } from './messages.ts';
import { isRepeatable, RepeatableTools } from './repeating.ts';

const answer = (...tools: unknown[]): string => JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools } });

test('a call may come twice where its tool was said to be harmless, and only as long', () => {
  const tools = new RepeatableTools();
  const may = (params: object): boolean => isRepeatable({ method: 'tools/call', params: { ...params } }, tools);
  expect(may({ name: 'read' })).toBe(false);
  tools.learn(
    answer(
      { name: 'read', annotations: { readOnlyHint: true } },
      { name: 'set', annotations: { idempotentHint: true, readOnlyHint: false } },
      { name: 'odd', annotations: { readOnlyHint: 'true' } },
      { name: 'add' },
      'no tool',
    ),
  );
  expect(['read', 'set', 'odd', 'add', 'other'].map((name) => may({ name }))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(may({ name: 'read', task: {} })).toBe(false);
  expect(may({ name: 'read', inputResponses: {} })).toBe(false);
  tools.learn(answer({ name: 'read' }));
  expect(may({ name: 'read' })).toBe(false);
  tools.learn('{"jsonrpc":"2.0","id":1,"error":{}}');
  expect(may({ name: 'set' })).toBe(true);
});

test.each([
  ['tools/list', true],
  ['completion/complete', true],
  ['subscriptions/listen', true],
  ['tasks/update', false],
  ['vendor/thing', false],
  [7, false],
])('%s: %s', (method, expected) => {
  expect(isRepeatable({ method }, new RepeatableTools())).toBe(expected);
});

test('what may have happened is told in the words of the era', () => {
  const frame = (method: string, meta?: object) =>
    frameFromText(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { _meta: meta } }));
  expect(doubtful('1', frame('vendor/thing'))).toMatch(/"error":.*may have been carried out, or not/u);
  expect(doubtful('1', frame('tools/call'))).toMatch(/"isError":true/u);
  expect(doubtful('1', frame('tools/call'))).not.toContain('resultType');
  expect(doubtful('1', frame('tools/call', { [META.protocolVersion]: '2026-07-28' }))).toContain('"complete"');
});
