import { beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createLog } from '../protocol/log.ts';
import { Catalog, type CatalogItem, type CatalogKind } from './catalog.ts';
import type { Inspection } from './entry.ts';

const onChange = vi.fn<(kind: CatalogKind) => void>();
const onNotice = vi.fn<(server: string, name: string, message: string) => void>();

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
  set(one, 'a', { prompts: [risk, item('name', 'good')] });
  expect(one.prompt('bad')).toBeUndefined();
  expect(prompts(one)).toEqual({ prompts: [{ name: 'good', title: 'T' }] });
  expect(onNotice.mock.calls).toEqual([['a', 'bad', 'It gives orders.']]);
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
  set(one, 'a', { resources: many.slice(1) });
  expect(one.page('resources', first)).toBeUndefined();
});
