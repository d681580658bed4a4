import { beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createLog } from '../protocol/log.ts';
import { Catalog, type CatalogItem, type CatalogKind } from './catalog.ts';
import type { Inspection } from './entry.ts';

const onChange = vi.fn<(kind: CatalogKind) => void>();
const onNotice = vi.fn<(type: 'risk' | 'shadowing', server: string, name: string, message: string) => void>();

beforeEach(() => {
  onChange.mockClear();
  onNotice.mockClear();
});

const pageSchema = z.object({
  resources: z.array(z.object({ uri: z.string() })),
  nextCursor: z.string().optional(),
});

function catalog(toolNames: 'auto' | 'prefix' = 'auto'): Catalog {
  const log = createLog('error', () => {});
  return new Catalog({ servers: ['a', 'b'], internal: new Set(['scanner']), toolNames }, log, { onChange, onNotice });
}

function item(key: string, name: string, inspection: Inspection = { outcome: 'clear' }): CatalogItem {
  const value = { [key]: name, title: 'T' };
  return { name, source: JSON.stringify(value), value, hash: name, inspection };
}

const RISK: Inspection = { outcome: 'risk', reason: 'It gives orders.' };

function set(of: Catalog, server: string, items: Partial<Record<CatalogKind, readonly CatalogItem[]>>): void {
  of.set(server, { prompts: [], resources: [], templates: [], ...items });
  of.publish();
}

const prompts = (of: Catalog): unknown => JSON.parse(of.page('prompts', undefined) ?? 'null');

test('the first to bring a prompt name has it, the next gets its server in front, and nobody is renamed later', () => {
  const one = catalog();
  set(one, 'b', { prompts: [item('name', 'greet')] });
  set(one, 'a', { prompts: [item('name', 'greet')] });
  expect(one.prompt('greet')).toMatchObject({ server: 'b', name: 'greet' });
  expect(one.prompt('a__greet')).toMatchObject({ server: 'a', name: 'greet' });
  expect(prompts(one)).toEqual({
    prompts: [
      { name: 'a__greet', title: 'T' },
      { name: 'greet', title: 'T' },
    ],
  });
  set(one, 'b', {});
  expect(one.prompt('greet')).toBeUndefined();
  set(one, 'b', { prompts: [item('name', 'greet')] });
  expect(one.prompt('greet')).toMatchObject({ server: 'b' });
});

test('in prefix mode every prompt has its server in front', () => {
  const one = catalog('prefix');
  set(one, 'a', { prompts: [item('name', 'greet')] });
  expect(one.prompt('greet')).toBeUndefined();
  expect(one.prompt('a__greet')).toMatchObject({ server: 'a', name: 'greet' });
});

test('an address that two servers list belongs to the first, and the other one has an alias', () => {
  const one = catalog();
  set(one, 'a', { resources: [item('uri', 'x://1')] });
  set(one, 'b', { resources: [item('uri', 'x://1')] });
  expect(one.resource('x://1')).toMatchObject({ server: 'a', name: 'x://1' });
  expect(one.resource('mcp-relay://b/x%3A%2F%2F1')).toMatchObject({ server: 'b', name: 'x://1' });
});

test('an address is read from who lists it, else from who named it, else from the template that says most', () => {
  const one = catalog();
  set(one, 'a', { templates: [item('uriTemplate', 'x://{id}')] });
  set(one, 'b', { templates: [item('uriTemplate', 'x://more/{id}')] });
  expect(one.resource('x://more/1')).toMatchObject({ server: 'b', name: 'x://more/1' });
  expect(one.resource('x://1')).toMatchObject({ server: 'a' });
  expect(one.resource('y://1')).toBeUndefined();
  one.noteNamed('b', 'y://1');
  one.noteNamed('a', 'y://1');
  expect(one.resource('y://1')).toEqual({ server: 'b', name: 'y://1', isUnlisted: true });
});

test('what was found unsafe is neither listed nor found, and told once', () => {
  const one = catalog();
  const risk = item('name', 'bad', { outcome: 'risk', reason: 'It gives orders.' });
  set(one, 'a', { prompts: [risk, item('name', 'good')] });
  set(one, 'a', { prompts: [risk, item('name', 'good'), item('name', 'more')] });
  expect(one.prompt('bad')).toBeUndefined();
  expect(prompts(one)).toEqual({
    prompts: [
      { name: 'good', title: 'T' },
      { name: 'more', title: 'T' },
    ],
  });
  expect(onNotice.mock.calls).toEqual([['risk', 'a', 'bad', 'It gives orders.']]);
});

test('a change is told once, and a list that stays the same is not', () => {
  const one = catalog();
  set(one, 'a', { resources: [item('uri', 'x://1')] });
  set(one, 'a', { resources: [item('uri', 'x://1')] });
  expect(onChange.mock.calls).toEqual([['resources']]);
});

test('long lists come in pages, and a cursor is good for the list that gave it', () => {
  const one = catalog();
  const many = Array.from({ length: 1234 }, (_, index) => item('uri', `x://${index}`));
  set(one, 'a', { resources: many });
  const seen: unknown[] = [];
  let cursor: string | undefined;
  let first: string | undefined;
  do {
    const page = pageSchema.parse(JSON.parse(one.page('resources', cursor) ?? 'null'));
    seen.push(...page.resources.map(({ uri }) => uri));
    cursor = page.nextCursor;
    first ??= cursor;
  } while (cursor !== undefined);
  expect(seen).toEqual(many.map(({ name }) => name));
  expect(one.page('resources', 'nonsense')).toBeUndefined();
  const [, state] = Buffer.from(first ?? '', 'base64url')
    .toString()
    .split('.');
  for (const start of ['0', '-500', '250', '1500', '1e400', '']) {
    expect(one.page('resources', Buffer.from(`${start}.${state}`).toString('base64url')), start).toBeUndefined();
  }
  set(one, 'a', { resources: many.slice(0, 500) });
  expect(one.page('resources', undefined)).not.toContain('nextCursor');
  set(one, 'a', { resources: many.slice(1) });
  expect(one.page('resources', first)).toBeUndefined();
});

test('the name that a server brings is told of once where it belongs to another one', () => {
  const one = catalog();
  set(one, 'a', { prompts: [item('name', 'greet'), item('name', 'leave')] });
  for (let count = 0; count < 2; count += 1) {
    set(one, 'b', { prompts: [item('name', `new ${count}`), item('name', 'greet'), item('name', 'leave')] });
  }
  expect(onNotice.mock.calls).toEqual([['shadowing', 'b', 'greet', expect.stringContaining('belong to a')]]);
});

test('no server gets a name that looks like another one’s', () => {
  const one = catalog();
  set(one, 'a', { prompts: [item('name', 'b__greet'), item('name', 'greet')] });
  set(one, 'b', { prompts: [item('name', 'greet')] });
  expect(one.prompt('b__greet')).toMatchObject({ server: 'b', name: 'greet' });
  expect(one.prompt('a__b__greet')).toMatchObject({ server: 'a', name: 'b__greet' });
});

test('no server gets an address that looks like another one’s alias', () => {
  const one = catalog();
  const alias = 'mcp-relay://b/x%3A%2F%2F1';
  set(one, 'a', {
    resources: [item('uri', alias), item('uri', alias.toUpperCase()), item('uri', 'x://1')],
    templates: [item('uriTemplate', 'mcp-relay://b/{+uri}')],
  });
  one.noteNamed('a', 'mcp-relay://b/y');
  expect(one.resource(alias)).toBeUndefined();
  expect(one.resource('mcp-relay://b/y')).toBeUndefined();
  set(one, 'b', { resources: [item('uri', 'x://1')] });
  expect(one.resource(alias)).toEqual({ server: 'b', name: 'x://1' });
  expect(one.resource(`mcp-relay://a/${encodeURIComponent(alias)}`)).toEqual({ server: 'a', name: alias });
});

test('a server that shows ever new names keeps nobody else from theirs, and loses none that it lists', () => {
  const one = catalog();
  const kept = item('uri', 'kept://1');
  for (let round = 0; round < 3; round += 1) {
    const many = Array.from({ length: 4999 }, (_, index) => item('uri', `x://${round}/${index}`));
    set(one, 'b', { resources: [kept, ...many] });
    expect(one.resource(`x://${round}/4998`)).toMatchObject({ server: 'b' });
  }
  set(one, 'a', { resources: [kept, item('uri', 'y://1')] });
  expect(one.resource('kept://1')).toMatchObject({ server: 'b' });
  expect(one.resource('y://1')).toMatchObject({ server: 'a' });
});

test('a server that names ever new addresses pushes out its own alone', () => {
  const one = catalog();
  one.noteNamed('b', 'y://1');
  for (let index = 0; index < 2002; index += 1) one.noteNamed('a', `x://${index}`);
  expect(one.resource('y://1')).toMatchObject({ server: 'b' });
  expect([one.resource('x://0'), one.resource('x://1')]).toEqual([undefined, undefined]);
  expect(one.resource('x://2')).toMatchObject({ server: 'a' });
  one.noteNamed('a', `x://${'x'.repeat(2048)}`);
  expect(one.resource(`x://${'x'.repeat(2048)}`)).toBeUndefined();
});

test('a flood of what is unsafe is told in few words', () => {
  const one = catalog();
  const bad = (round: number): CatalogItem[] =>
    Array.from({ length: 100 }, (_, index) => item('name', `bad ${round} ${index}`, RISK));
  set(one, 'a', { prompts: bad(1) });
  expect(onNotice).toHaveBeenCalledTimes(21);
  expect(onNotice).toHaveBeenLastCalledWith('risk', 'a', 'prompts', expect.stringContaining('80 more'));
});

test('a secret in a name is in no list, no notice and no log; what the list shows leads to it', () => {
  const one = catalog();
  const masked = (key: string, raw: string, plain: string, inspection?: Inspection): CatalogItem => {
    const { value, source } = item(key, plain);
    return { ...item(key, raw, inspection), value, source };
  };
  set(one, 'a', { resources: [masked('uri', 'x://SECRET', 'x://<KEY>'), masked('uri', 'SECRET', '<KEY>', RISK)] });
  set(one, 'b', { resources: [masked('uri', 'x://SECRET', 'x://<KEY>')] });
  expect(one.page('resources', undefined)).not.toContain('SECRET');
  expect(one.resource('x://SECRET')).toBeUndefined();
  expect(one.resource('x://<KEY>')).toEqual({ server: 'a', name: 'x://SECRET', isUnlisted: true });
  expect(one.resource('mcp-relay://b/x%3A%2F%2F%3CKEY%3E')).toMatchObject({ server: 'b', name: 'x://SECRET' });
  expect(JSON.stringify(onNotice.mock.calls)).not.toContain('SECRET');
});

test('a secret that is found in a name later is in the list no more', () => {
  const one = catalog();
  const before = item('uri', 'x://SECRET');
  set(one, 'a', { resources: [before] });
  set(one, 'a', { resources: [{ ...item('uri', 'x://<KEY>'), name: before.name, hash: before.hash }] });
  expect(one.page('resources', undefined)).not.toContain('SECRET');
});

test('what a trusted server lists may stand in no log where it is an address', () => {
  const one = catalog();
  const bypassed: Inspection = { outcome: 'bypassed' };
  set(one, 'a', { resources: [item('uri', 'x://1', bypassed)], prompts: [item('name', 'greet', bypassed)] });
  expect(one.resource('x://1')).toEqual({ server: 'a', name: 'x://1', isUnlisted: true });
  expect(one.prompt('greet')).toEqual({ server: 'a', name: 'greet' });
});

test('what is offered again with another verdict shows with it', () => {
  const one = catalog();
  set(one, 'a', { prompts: [item('name', 'greet')] });
  set(one, 'a', { prompts: [item('name', 'greet', RISK)] });
  expect(one.prompt('greet')).toBeUndefined();
});

test('nothing is offered of the scanner’s own server', () => {
  const one = new Catalog(
    { servers: ['scanner'], internal: new Set(['scanner']), toolNames: 'auto' },
    createLog('error', () => {}),
    { onChange, onNotice },
  );
  set(one, 'scanner', {
    prompts: [item('name', 'greet'), item('name', 'bad', RISK)],
    resources: [item('uri', 'x://1')],
    templates: [item('uriTemplate', 'x://{id}')],
  });
  expect([one.prompt('greet'), one.resource('x://1'), one.template('x://{id}')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(onNotice).not.toHaveBeenCalled();
});
