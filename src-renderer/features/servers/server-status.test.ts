import { expect, test } from 'vitest';
import type { Server } from '../../../src-relay/control/contract.ts';
import { standingOf, standingsInWords } from './server-status.ts';

const server = (over: Partial<Server>): Server => ({
  name: 'files',
  kind: 'stdio',
  startedAs: 'files',
  runs: null,
  description: null,
  status: 'ready',
  statusSince: 0,
  reason: null,
  enabled: true,
  hidden: false,
  internal: false,
  toolsOn: 0,
  toolsTotal: 0,
  signIn: null,
  risk: null,
  held: false,
  allowed: false,
  package: null,
  claims: null,
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

test('one that waits for a sign-in is not simply down', () => {
  const signIn = { issuer: 'https://a', scopes: [], address: null, keptIn: null, account: null, failure: null };
  const standing = (state: 'needed' | 'rights' | 'running' | 'done', status: Server['status']) =>
    standingOf(
      server({ kind: 'http', status, signIn: { ...signIn, state } }),
      status === 'waiting' ? 'why' : undefined,
    );
  expect(standing('needed', 'waiting')).toBe('sign-in');
  expect(standing('needed', 'connecting')).toBe('sign-in');
  expect(standing('needed', 'ready'), 'its calls are refused').toBe('sign-in');
  expect(standing('running', 'waiting')).toBe('sign-in');
  expect(standing('running', 'ready'), 'more rights are asked for').toBe('ready');
  expect(standing('rights', 'ready')).toBe('ready');
  expect(standing('done', 'waiting'), 'down for another reason').toBe('failing');
  expect(standingOf(server({ enabled: false, signIn: { ...signIn, state: 'needed' } }), undefined)).toBe('stopping');
});

test('one that is switched off stops first', () => {
  expect(standingOf(server({ enabled: false }), undefined)).toBe('stopping');
  expect(standingOf(server({ enabled: false, status: 'stopped' }), 'it ended')).toBe('off');
});

test('standings are counted, those that need somebody first', () => {
  expect(standingsInWords(['ready', 'failing', 'ready', 'off'])).toBe('1 not running, 2 ready, 1 off');
  expect(standingsInWords([])).toBe('');
});
