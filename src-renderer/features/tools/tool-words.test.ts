import { expect, test } from 'vitest';
import { type Tool, TOOL_STATES } from '../../../src-relay/control/contract.ts';
import { isSwitchable, stateWords } from './tool-words.ts';

const tool = (over: Partial<Tool>): Tool => ({
  server: 'a',
  name: 'b',
  shown: null,
  title: null,
  description: null,
  state: 'enabled',
  reason: null,
  bypassed: false,
  flags: [],
  hash: '0',
  annotations: { readOnly: null, destructive: null, idempotent: null, openWorld: null },
  ...over,
});

test('every state is said in sentences, and what is off by itself has a way out', () => {
  for (const state of TOOL_STATES) {
    const words = stateWords(tool({ state }));
    expect(words.reason).toMatch(/^[A-Z].*\.$/u);
    expect(words.effect).toMatch(/^[A-Z].*\.$/u);
    const needsOne = !isSwitchable(state) && state !== 'disabled - hidden_mode';
    expect(words.wayOut !== undefined).toBe(needsOne);
  }
});

test("the relay's own reason counts", () => {
  expect(stateWords(tool({ state: 'disabled - security risk', reason: 'It gives orders.' })).reason).toBe(
    'It gives orders.',
  );
});

test('a tool of a hidden server says that nothing is scanned', () => {
  expect(stateWords(tool({ bypassed: true })).reason).toContain('hidden mode');
});
