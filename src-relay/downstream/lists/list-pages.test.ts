import { expect, test } from 'vitest';
import type { Era } from '../../protocol/era.ts';
import { frameFromText } from '../../protocol/frame.ts';
import { member, parseJson } from '../../protocol/json.ts';
import type { Connection } from '../connection/connection.ts';
import { listPages } from './list-pages.ts';

type Pages = Pick<Connection, 'era' | 'request'>;

/** A server whose answer to the page with this cursor is this `result`. */
function server(page: (cursor: unknown) => string, era: Era = 'legacy'): Pages {
  return {
    era,
    request: (request) => {
      const params = member(parseJson(request.write(1, era)), 'params');
      return Promise.resolve(frameFromText(`{"jsonrpc":"2.0","id":1,"result":${page(member(params, 'cursor'))}}`));
    },
  };
}

const ignore = (): void => {};

test('all pages are got, each item with its own text', async () => {
  const pages = server((cursor) =>
    cursor === undefined
      ? '{"resources":[{"uri":"a:1","size":1.0}],"nextCursor":"2"}'
      : '{"resources":[{"uri":"b:\\u0031"},{"name":"no address"},7]}',
  );
  const { items } = await listPages(pages, 'resources', ignore);
  expect(items.map(({ name, source }) => [name, source])).toEqual([
    ['a:1', '{"uri":"a:1","size":1.0}'],
    ['b:1', '{"uri":"b:\\u0031"}'],
  ]);
});

test.each([
  ['repeats a cursor', () => '{"tools":[],"nextCursor":"same"}', 'repeat a page cursor'],
  ['has no end', (cursor: unknown) => `{"tools":[],"nextCursor":"${String(cursor)}x"}`, 'more than 100 pages'],
  ['is too long', () => `{"tools":[${Array.from({ length: 5001 }, () => '{"name":"a"}').join()}]}`, 'more than 5000'],
  ['is too big', () => `{"tools":[{"name":"${'a'.repeat(16 * 1024 * 1024)}"}]}`, 'over 16777216 characters'],
  ['is no list', () => '{"tools":{}}', 'holds no tools'],
])('a list that %s is refused', async (_what, page, message) => {
  await expect(listPages(server(page), 'tools', ignore)).rejects.toThrow(message);
});

test('what cannot be named is left out, and told', async () => {
  const told: string[] = [];
  const pages = server(() => '{"prompts":[{"name":"\\ud800"},{"name":""},{"name":"ok"}]}');
  const { items } = await listPages(pages, 'prompts', (why) => told.push(why));
  expect(items.map(({ name }) => name)).toEqual(['ok']);
  expect(told).toEqual([expect.stringContaining('no Unicode text')]);
});

test.each([
  [['"ttlMs":500,"cacheScope":"public"', '"ttlMs":20,"cacheScope":"public"'], { ttlMs: 20, isPrivate: false }],
  [['"ttlMs":500,"cacheScope":"public"', '"ttlMs":900,"cacheScope":"private"'], { ttlMs: 500, isPrivate: true }],
  [['"ttlMs":500,"cacheScope":"public"', '"ttlMs":"x"'], { ttlMs: 0, isPrivate: true }],
])('the strictest word of all pages holds: %j', async ([first, second], cache) => {
  const pages = server(
    (cursor) => (cursor === undefined ? `{"tools":[],"nextCursor":"2",${first}}` : `{"tools":[],${second}}`),
    'modern',
  );
  expect((await listPages(pages, 'tools', ignore)).cache).toEqual(cache);
});
