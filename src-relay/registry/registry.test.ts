import { beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../protocol/log.ts';
import { isJsonObject, parseJson } from '../protocol/json.ts';
import { openDatabase, type Sqlite } from '../store/database.ts';
import type { InspectedTool, Inspection, ToolState } from './entry.ts';
import { toolHash } from './identity.ts';
import { ToolRegistry, type RegistryOptions } from './registry.ts';
import { createRegistryStore } from './store.ts';
import { createTrustStore } from './trust/trust-store.ts';

let database: Sqlite;
let notices: string[] = [];
let changes = 0;
let rules = 'rules@1';
beforeEach(async () => {
  database = await openDatabase(':memory:');
  notices = [];
  changes = 0;
  rules = 'rules@1';
});

const silent = createLog('error', () => {});

function registry(options: Partial<RegistryOptions> = {}): ToolRegistry {
  const settings: RegistryOptions = {
    toolNames: 'auto',
    maxTools: 64,
    servers: ['a', 'b', 'c'],
    internal: new Set(),
    hasTasks: () => false,
    firstSight: 'approve',
    rules: () => rules,
    fold: (text) => text,
    ...options,
  };
  return new ToolRegistry(settings, createRegistryStore(database), createTrustStore(database), silent, {
    onChange: () => {
      changes += 1;
    },
    onNotice: (type, server, tool) => notices.push(`${type} ${server} ${tool}`),
  });
}

function tool(
  server: string,
  name: string,
  description = 'does it',
  inspection: Inspection = { outcome: 'clear' },
): InspectedTool {
  const source = `{ "name": ${JSON.stringify(name)}, "x-vendor": 1.0, "description": ${JSON.stringify(description)} }`;
  const value = parseJson(source);
  if (!isJsonObject(value)) throw new Error('not an object');
  return { name, source, value, hash: toolHash(server, source), inspection };
}

const shownOf = (one: ToolRegistry): Record<string, string> =>
  Object.fromEntries(one.entries.map((entry) => [`${entry.server}.${entry.name}`, entry.shown ?? '-']));
const stateOf = (one: ToolRegistry, server: string, name: string): ToolState | undefined =>
  one.entries.find((entry) => entry.server === server && entry.name === name)?.state;

describe('names', () => {
  test('of several found together the order of the configuration decides', () => {
    const one = registry();
    one.setServerTools('b', [tool('b', 'read')]);
    one.setServerTools('a', [tool('a', 'read'), tool('a', 'write')]);
    one.publish();
    expect(shownOf(one)).toEqual({ 'a.read': 'read', 'a.write': 'write', 'b.read': 'b__read' });
    expect(one.find('read')?.server).toBe('a');
    expect(one.find('b__read')?.name).toBe('read');
    expect(notices).toEqual(['shadowing b read']);
  });

  test('a name once given stays, across a restart with another order', () => {
    const first = registry();
    first.setServerTools('b', [tool('b', 'read')]);
    first.publish();
    const second = registry({ servers: ['a', 'b'] });
    second.setServerTools('a', [tool('a', 'read')]);
    second.setServerTools('b', [tool('b', 'read')]);
    second.publish();
    expect(shownOf(second)).toEqual({ 'a.read': 'a__read', 'b.read': 'read' });
  });

  test('a poisoned newcomer takes no name', () => {
    const one = registry();
    one.setServerTools('a', [tool('a', 'read', 'bad', { outcome: 'risk', reason: 'poison' })]);
    one.setServerTools('b', [tool('b', 'read')]);
    one.publish();
    expect(one.find('read')?.server).toBe('b');
  });

  test('prefix always prefixes; bare disables every copy of a clash until it is gone', () => {
    const prefixed = registry({ toolNames: 'prefix' });
    prefixed.setServerTools('a', [tool('a', 'read')]);
    prefixed.publish();
    expect(shownOf(prefixed)).toEqual({ 'a.read': 'a__read' });

    const bare = registry({ toolNames: 'bare' });
    bare.setServerTools('a', [tool('a', 'read')]);
    bare.setServerTools('b', [tool('b', 'read')]);
    bare.publish();
    expect(stateOf(bare, 'a', 'read')).toBe('disabled - duplicate');
    expect(stateOf(bare, 'b', 'read')).toBe('disabled - duplicate');
    bare.setServerTools('b', []);
    bare.publish();
    expect(stateOf(bare, 'a', 'read')).toBe('enabled');
  });

  test('no tool gets a name that looks like what a tool of another server is called', () => {
    const one = registry();
    one.setServerTools('a', [tool('a', 'b__read'), tool('a', 'read')]);
    one.setServerTools('b', [tool('b', 'read')]);
    one.publish();
    expect(shownOf(one)).toEqual({ 'a.b__read': 'a__b__read', 'a.read': 'read', 'b.read': 'b__read' });
  });

  test('a tool with a secret for a name is not offered, and its name told and stored nowhere', () => {
    const one = registry();
    const { source, value, hash, inspection } = tool('a', '<KEY>');
    one.setServerTools('a', [{ name: 'SECRET', source, value, hash, inspection }]);
    one.publish();
    expect(stateOf(one, 'a', 'SECRET')).toBe('disabled - security risk');
    expect(one.find('SECRET')).toBeUndefined();
    expect(one.report()).not.toContain('SECRET');
    expect(notices).toEqual([expect.stringMatching(/^risk a _KEY__/u)]);
    expect(createRegistryStore(database).pins()).toEqual([]);
    expect(createRegistryStore(database).names()).toEqual([]);
  });

  test('names are made fit for every client and stay distinct', () => {
    const one = registry();
    const long = 'x'.repeat(80);
    one.setServerTools('a', [tool('a', `${long}1`), tool('a', `${long}2`), tool('a', 'a b'), tool('a', 'a.b')]);
    one.publish();
    const names = Object.values(shownOf(one));
    expect(new Set(names).size).toBe(4);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/u);
  });

  test("the relay's own tool cannot be taken over", () => {
    const one = registry();
    one.setServerTools('a', [tool('a', 'list_downstream_servers_info')]);
    one.publish();
    expect(shownOf(one)).toEqual({ 'a.list_downstream_servers_info': 'a__list_downstream_servers_info' });
  });
});

describe('states', () => {
  test('a changed definition is disabled until it is approved', () => {
    const one = registry();
    one.setServerTools('a', [tool('a', 'read', 'reads a file')]);
    one.publish();
    one.setServerTools('a', [tool('a', 'read', 'reads a file and more')]);
    one.publish();
    expect(stateOf(one, 'a', 'read')).toBe('disabled - changed');
    expect(one.find('read')).toBeUndefined();
    expect(notices).toContain('changed a read');
    expect(createRegistryStore(database).approvePending('a', 'read')).toBe(1);
    one.publish();
    expect(stateOf(one, 'a', 'read')).toBe('enabled');
  });

  test('what waits for approval is what the server shows now', () => {
    const one = registry();
    for (const text of ['A', 'B', 'C', 'B']) {
      one.setServerTools('a', [tool('a', 'read', text)]);
      one.publish();
    }
    expect(createRegistryStore(database).approvePending(undefined, undefined)).toBe(1);
    one.publish();
    expect(stateOf(one, 'a', 'read')).toBe('enabled');
    one.setServerTools('a', [tool('a', 'read', 'C')]);
    one.publish();
    expect(stateOf(one, 'a', 'read')).toBe('disabled - changed');
  });

  test('a change that is taken back leaves nothing to approve', () => {
    const one = registry();
    for (const text of ['A', 'B', 'A']) {
      one.setServerTools('a', [tool('a', 'read', text)]);
      one.publish();
    }
    expect(stateOf(one, 'a', 'read')).toBe('enabled');
    expect(createRegistryStore(database).approvePending(undefined, undefined)).toBe(0);
  });

  test('a poisoned first sight is not the approved one: its mended successor is', () => {
    const one = registry();
    one.setServerTools('a', [tool('a', 'read', 'poison', { outcome: 'risk', reason: 'x' })]);
    one.publish();
    one.setServerTools('a', [tool('a', 'read', 'mended')]);
    one.publish();
    expect(stateOf(one, 'a', 'read')).toBe('enabled');
  });

  test('nothing of a new list is shown before it is judged', () => {
    const one = registry();
    one.setServerTools('a', [tool('a', 'read', 'honest')]);
    one.publish();
    one.setServerTools('a', [tool('a', 'read', 'POISON', { outcome: 'risk', reason: 'x' })]);
    expect(one.report()).toContain('honest');
    expect(one.report()).not.toContain('POISON');
    one.publish();
    expect(one.report()).not.toContain('POISON');
  });

  test('a server cannot flood out its pins', () => {
    const one = registry({ maxTools: 10_000 });
    const flood = Array.from({ length: 5000 }, (_, i) => tool('a', `t${i}`));
    one.setServerTools('a', flood);
    one.publish();
    one.setServerTools('a', [tool('a', 'one more'), tool('a', 't0', 'changed')]);
    one.publish();
    expect(stateOf(one, 'a', 'one more')).toBe('disabled - error');
    expect(stateOf(one, 'a', 't0')).toBe('disabled - changed');
  });

  test('a store that fails changes nothing, and is tried again', () => {
    const one = registry();
    one.setServerTools('a', [tool('a', 'read')]);
    database.exec('ALTER TABLE tool_names RENAME TO away');
    expect(() => one.publish()).toThrow();
    expect(one.find('read')).toBeUndefined();
    database.exec('ALTER TABLE away RENAME TO tool_names');
    one.publish();
    expect(one.find('read')?.server).toBe('a');
    expect(createRegistryStore(database).names()).toEqual([{ server: 'a', tool: 'read', shown: 'read' }]);
  });

  test('a finding disables, and clears when the description is mended', () => {
    const one = registry();
    one.setServerTools('a', [tool('a', 'read', 'bad', { outcome: 'risk', reason: 'poison' })]);
    one.publish();
    expect(stateOf(one, 'a', 'read')).toBe('disabled - security risk');
    expect(one.listSource).not.toContain('bad');
    one.setServerTools('a', [tool('a', 'read', 'bad', { outcome: 'clear' })]);
    one.publish();
    expect(stateOf(one, 'a', 'read')).toBe('enabled');
  });

  test('tools over the limit are disabled with one notice', () => {
    const one = registry({ maxTools: 2 });
    one.setServerTools(
      'a',
      ['1', '2', '3', '4'].map((name) => tool('a', name)),
    );
    one.publish();
    one.publish();
    expect(one.entries.map((entry) => entry.state)).toEqual([
      'enabled',
      'enabled',
      'disabled - limit',
      'disabled - limit',
    ]);
    expect(notices).toEqual(['limit a 3']);
  });

  test('an internal server is connected but never listed', () => {
    const one = registry({ internal: new Set(['a']) });
    one.setServerTools('a', [tool('a', 'scan')]);
    one.publish();
    expect(stateOf(one, 'a', 'scan')).toBe('disabled - hidden_mode');
    expect(one.find('scan')).toBeUndefined();
  });

  test('clients hear of a change only when what they see has changed', () => {
    const one = registry();
    one.setServerTools('a', [tool('a', 'read')]);
    one.publish();
    one.setServerTools('a', [tool('a', 'read')]);
    one.publish();
    expect(changes).toBe(1);
  });
});

describe('what clients read', () => {
  test('a definition reaches clients as its server wrote it, but for the name', () => {
    const one = registry({ toolNames: 'prefix' });
    one.setServerTools('a', [tool('a', 'read')]);
    one.publish();
    expect(one.listSource).toContain('{ "name": "a__read", "x-vendor": 1.0, "description": "does it" }');
  });

  test('the report has tools in every state, and withholds what no scan or person has passed', () => {
    const one = registry();
    one.setServerTools('a', [tool('a', 'read'), tool('a', 'evil; run rm', 'POISON', { outcome: 'risk', reason: 'x' })]);
    one.publish();
    const report: unknown = JSON.parse(one.report());
    expect(report).toMatchObject({
      a: [
        {
          name: 'read',
          description: 'does it',
          state: 'enabled',
          server_name: 'a',
          sha256_hash: tool('a', 'read').hash,
        },
        { state: 'disabled - security risk' },
      ],
      b: [],
    });
    expect(one.report()).not.toContain('POISON');
    expect(one.report()).not.toContain('evil; run rm');
  });
});
