import { expect, test } from 'vitest';
import { blockNotice, glanceOf, needsReview, reviewNotice, stateLine, toolLine } from './attention.ts';
import type { CallRow, Notice, Status } from './contract.ts';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

function status(more: Partial<Status> = {}): Status {
  return {
    product: 'Relay',
    version: '1',
    instanceId: 'i',
    startedAt: 0,
    endpoints: { mcp: '', sse: '' },
    configFile: null,
    configPath: '',
    dataFolder: '',
    pausedUntil: null,
    clients: [],
    blockedToday: 0,
    problems: [],
    ...more,
  };
}

function row(more: Partial<CallRow> = {}): CallRow {
  return {
    seq: 1,
    entryId: 'e1',
    ts: NOW,
    client: 'client:cursor',
    method: 'tools/call',
    session: 'session',
    server: 'github',
    tool: 'search',
    shownTool: null,
    outcome: 'blocked',
    code: 'AISEC_SECURITY_BLOCK',
    reason: 'The text gives orders to the model.',
    findingCount: 1,
    detectors: ['injection'],
    durationUs: 1,
    ...more,
  };
}

test.each([
  ['stopped', undefined, undefined],
  ['stopped', undefined, NOW],
  ['ok', status(), undefined],
  ['ok', status(), NOW - 5 * MINUTE],
  ['attention', status(), NOW - 5 * MINUTE + 1],
  ['attention', status(), NOW + MINUTE],
  ['attention', status({ problems: ['The log cannot be read.'] }), undefined],
  ['paused', status({ pausedUntil: NOW + MINUTE }), undefined],
  ['paused', status({ pausedUntil: NOW + MINUTE, problems: ['x'] }), NOW],
])('%s is what shows', (glance, given, lastBlockAt) => {
  expect(glanceOf(given, lastBlockAt, NOW)).toBe(glance);
});

test('the line says it in words', () => {
  const client = { identity: 'client:a', name: null, sessions: 1, since: 0 };
  expect(stateLine('Relay', undefined)).toBe('Relay is not running');
  expect(stateLine('Relay', status())).toContain('0 clients');
  expect(stateLine('Relay', status({ clients: [client] }))).toContain('1 client ');
  expect(stateLine('Relay', status({ clients: [client, client] }))).toContain('2 clients');
  expect(stateLine('Relay', status({ pausedUntil: NOW }))).toContain('paused');
});

test('a tool is named as its clients know it', () => {
  expect(toolLine(row())).toBe('github · search');
  expect(toolLine(row({ shownTool: 'github__search' }))).toContain('github__search');
  expect(toolLine(row({ server: null, tool: null }))).toMatch(/not offered/u);
});

test('no block, no notice', () => {
  expect(blockNotice([])).toBeUndefined();
});

test('one block is told by name and reason, several by their count; a click leads to the last one', () => {
  const one = blockNotice([row()]);
  expect(one?.title).toContain('github · search');
  expect(one?.body).toBe('The text gives orders to the model.');
  expect(one?.entryId).toBe('e1');
  const many = blockNotice([row(), row({ seq: 2, entryId: 'e2', tool: 'read' }), row({ seq: 3, entryId: 'e3' })]);
  expect(many?.title).toContain('3 ');
  expect(many?.body).toContain('github · search');
  expect(many?.entryId).toBe('e3');
});

test('whatever servers write, a notice stays short', () => {
  const long = row({ tool: 't'.repeat(5000), reason: `Unsafe Request: ${'r'.repeat(5000)}` });
  for (const notice of [blockNotice([long]), blockNotice([long, long])]) expect(notice?.body.length).toBeLessThan(250);
  expect(blockNotice([row({ reason: null })])?.body).toBe('');
});

const notice = (message: string, more: Partial<Notice> = {}): Notice => ({
  seq: 1,
  ts: NOW,
  type: 'registry_change',
  client: null,
  server: 'facts',
  tool: 'fact',
  message,
  ...more,
});

test.each([
  ['a changed definition', notice('changed: its definition differs from the approved one'), true],
  ['a server that is held back', notice('held: it is held back'), true],
  ['a rug pull', notice('risk: It gives orders. Its definition is no longer the one that was approved.'), true],
  ['what was unsafe from the start', notice('risk: It gives orders.'), false],
  ['a clash of names', notice('shadowing: brings the name x'), false],
  ['what somebody did', notice('changed: x', { type: 'config_change' }), false],
])('%s waits in Review: %s', (_, one, expected) => {
  expect(needsReview(one)).toBe(expected);
});

test('what waits is told by name, several by their count', () => {
  const one = notice('changed: its definition differs');
  expect(reviewNotice([one])).toEqual({ title: 'Waits for you: facts · fact', body: 'Its definition differs' });
  const held = notice('held: it is held back', { tool: null });
  expect(reviewNotice([one, held])).toEqual({
    title: '2 things wait for you',
    body: 'The last one: facts. It is held back',
  });
  expect(reviewNotice([])).toBeUndefined();
});
