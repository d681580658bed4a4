import { expect, test } from 'vitest';
import { matches } from './matches.ts';
import { sampleRow } from './sample-row.ts';

const row = sampleRow({
  seq: 1,
  ts: 5000,
  outcome: 'masked',
  server: 'files',
  tool: 'read_text_file',
  reason: 'Masked a Token',
  detectors: ['secret.one', 'secret.two'],
});

test('an empty filter matches all', () => {
  expect(matches(row, {})).toBe(true);
  expect(matches(row, { outcomes: [], servers: [], detectors: [] })).toBe(true);
});

test('several values of one key: any of them; several keys: all must hold', () => {
  expect(matches(row, { outcomes: ['blocked', 'masked'] })).toBe(true);
  expect(matches(row, { outcomes: ['blocked'] })).toBe(false);
  expect(matches(row, { servers: ['github', 'files'], tools: ['read_text_file'] })).toBe(true);
  expect(matches(row, { servers: ['files'], tools: ['write_file'] })).toBe(false);
  expect(matches(row, { clients: ['client:cursor'] })).toBe(true);
  expect(matches(row, { clients: ['cursor'] })).toBe(false);
});

test('any of its detectors may be the one', () => {
  expect(matches(row, { detectors: ['secret.two'] })).toBe(true);
  expect(matches(row, { detectors: ['secret.three'] })).toBe(false);
});

test('a call without server or tool matches no name', () => {
  const bare = sampleRow({ seq: 2, server: null, tool: null });
  expect(matches(bare, { servers: ['files'] })).toBe(false);
  expect(matches(bare, { tools: ['read_text_file'] })).toBe(false);
});

test('times: from, inclusive; until, exclusive', () => {
  expect(matches(row, { since: 5000 })).toBe(true);
  expect(matches(row, { since: 5001 })).toBe(false);
  expect(matches(row, { until: 5000 })).toBe(false);
  expect(matches(row, { until: 5001 })).toBe(true);
});

test('text stands in client, server, tool or reason; letter case does not matter', () => {
  for (const text of ['CURSOR', 'file', 'Read_Text', 'a token']) expect(matches(row, { text })).toBe(true);
  expect(matches(row, { text: 'secret.one' })).toBe(false);
});
