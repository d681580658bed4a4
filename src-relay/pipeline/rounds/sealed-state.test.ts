import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { ROUND_MS, SealedStates, StateError, type StateOwner } from './sealed-state.ts';
import { readStateKey } from './state-key.ts';
import { UsedStatesInDatabase, UsedStatesInMemory } from './used-states.ts';

afterEach(() => vi.useRealTimers());

const key = randomBytes(32);
const states = (): SealedStates => new SealedStates(() => key, new UsedStatesInMemory());
const request: StateOwner = {
  owner: 'token',
  method: 'tools/call',
  params: '{"name":"t","arguments":{"a":1.0,"b":[1]},"_meta":{"x":1}}',
};

describe('a sealed state', () => {
  test('opens for the same request, however it is laid out', () => {
    const sealer = states();
    const state = sealer.seal('s', request, 'secret é');
    expect(Buffer.from(state, 'base64url').toString('latin1')).not.toContain('secret');
    const params =
      '{ "inputResponses":{}, "requestState":"x", "arguments":{"b":[1],"a":1.0}, "name":"\\u0074", "_meta":{"x":2} }';
    expect(sealer.open('s', { ...request, params }, state)).toBe('secret é');
  });

  test.each<[string, Partial<StateOwner>]>([
    ['another client', { owner: 'other' }],
    ['another method', { method: 'prompts/get' }],
    ['another tool', { params: request.params.replace('"t"', '"u"') }],
    ['other arguments', { params: request.params.replace('1.0', '1.1') }],
    ['more params', { params: request.params.replace('"name"', '"task":{},"name"') }],
  ])('does not open for %s', (_, change) => {
    const sealer = states();
    const state = sealer.seal('s', request, 'secret');
    expect(() => sealer.open('s', { ...request, ...change }, state)).toThrow(StateError);
    expect(sealer.open('s', request, state)).toBe('secret');
  });

  test('does not open when it was tampered with in any place, or is of the other kind', () => {
    const sealer = states();
    const state = sealer.seal('s', request, 'secret');
    const forged = [
      `${state}-TAMPERED`,
      `${state}A`,
      state.slice(0, -1),
      `r${state.slice(1)}`,
      's.',
      '',
      'x',
      `${state}=`,
    ];
    for (let at = 2; at < state.length; at += 1) {
      forged.push(`${state.slice(0, at)}${state[at] === 'A' ? 'B' : 'A'}${state.slice(at + 1)}`);
    }
    for (const one of forged) expect(() => sealer.open('s', request, one)).toThrow(StateError);
    expect(() => sealer.open('r', request, state)).toThrow(StateError);
    expect(sealer.open('s', request, state)).toBe('secret');
  });

  test('is good once, and for ten minutes', () => {
    vi.useFakeTimers();
    const sealer = states();
    const [first, second] = [sealer.seal('s', request, 'a'), sealer.seal('s', request, 'b')];
    expect(sealer.open('s', request, first)).toBe('a');
    expect(() => sealer.open('s', request, first)).toThrow('good once');
    vi.advanceTimersByTime(ROUND_MS + 1);
    expect(() => sealer.open('s', request, second)).toThrow('expired');
  });
});

describe('over a restart', () => {
  test('a used state stays used, an unused one opens, and what has expired is forgotten', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'states-'));
    try {
      const file = join(folder, 'state.key');
      const database = await openDatabase(join(folder, 'relay.db'));
      const before = new SealedStates(() => readStateKey(file), new UsedStatesInDatabase(database));
      const [used, unused] = [before.seal('s', request, 'a'), before.seal('s', request, 'b')];
      before.open('s', request, used);
      const after = new SealedStates(() => readStateKey(file), new UsedStatesInDatabase(database));
      expect(() => after.open('s', request, used)).toThrow('good once');
      expect(after.open('s', request, unused)).toBe('b');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const rows = (): unknown => database.prepare('SELECT count(*) FROM used_request_states').pluck().get();
      expect(rows()).toBe(2);
      vi.useFakeTimers();
      vi.advanceTimersByTime(ROUND_MS + 1);
      new UsedStatesInDatabase(database).use('n', Date.now() + 1);
      expect(rows()).toBe(1);
      database.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a key file that holds no key says so', () => {
    const folder = mkdtempSync(join(tmpdir(), 'states-'));
    try {
      const file = join(folder, 'state.key');
      writeFileSync(file, 'short');
      expect(() => readStateKey(file)).toThrow('is broken');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
