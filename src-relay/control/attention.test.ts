import { expect, test } from 'vitest';
import { blockNotice, glanceOf, stateLine, toolLine } from './attention.ts';
import type { CallRow, Status } from './contract.ts';

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
