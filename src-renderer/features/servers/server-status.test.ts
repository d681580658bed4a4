import { expect, test } from 'vitest';
import type { Server } from '../../../src-relay/control/contract.ts';
import { standingOf, standingsInWords } from './server-status.ts';

const server = (over: Partial<Server>): Server => ({
  name: 'files',
  kind: 'stdio',
  startedAs: 'files',
  description: null,
  status: 'ready',
  statusSince: 0,
  reason: null,
  enabled: true,
  hidden: false,
  internal: false,
  toolsOn: 0,
  toolsTotal: 0,
  ...over,
});

test('what a server says of itself becomes a standing', () => {
  expect(standingOf(server({}), undefined)).toBe('ready');
  expect(standingOf(server({ status: 'connecting' }), undefined)).toBe('starting');
  expect(standingOf(server({ status: 'waiting' }), undefined)).toBe('failing');
  expect(standingOf(server({ status: 'stopped' }), undefined)).toBe('stopped');
});

test('one that is tried again is still down', () => {
  expect(standingOf(server({ status: 'connecting' }), 'it ended')).toBe('failing');
});

test('one that is switched off stops first', () => {
  expect(standingOf(server({ enabled: false }), undefined)).toBe('stopping');
  expect(standingOf(server({ enabled: false, status: 'stopped' }), 'it ended')).toBe('off');
});

test('standings are counted, those that need somebody first', () => {
  expect(standingsInWords(['ready', 'failing', 'ready', 'off'])).toBe('1 not running, 2 ready, 1 off');
  expect(standingsInWords([])).toBe('');
});
