import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../edits.ts';
import { jsonTree, memberNode } from '../json-tree.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { metaEdits, withMeta } from './meta.ts';

const keep = (): boolean => false;
const only =
  (...keys: string[]) =>
  (key: string): boolean =>
    keys.includes(key);

describe('keys of _meta change in text', () => {
  test.each([
    [undefined, keep, {}, '{}'],
    [undefined, keep, { a: '1' }, '{"_meta":{"a":1}}'],
    ['{}', keep, { a: '1' }, '{"_meta":{"a":1}}'],
    ['{ "n": 1.0 }', keep, { a: '1' }, '{"_meta":{"a":1}, "n": 1.0 }'],
    ['{"_meta":{}}', keep, {}, '{"_meta":{}}'],
    ['{"_meta":{}}', keep, { a: '1', b: '"x"' }, '{"_meta":{"a":1,"b":"x"}}'],
    ['{"_meta":{"a":0,"n":1.0}}', keep, { a: '1' }, '{"_meta":{"a":1,"n":1.0}}'],
    ['{"_meta":{"\\u0061":0}}', keep, { a: '1' }, '{"_meta":{"\\u0061":1}}'],
    ['{"_meta":{"\\u0061":0},"n":1e400}', only('a'), {}, '{"n":1e400}'],
    ['{"n":1e400,"_meta":{"a":0} }', only('a'), {}, '{"n":1e400 }'],
    ['{"_meta":{"a":0,"b":1,"c":2}}', only('a'), {}, '{"_meta":{"b":1,"c":2}}'],
    ['{"_meta":{"a":0,"b":1,"c":2}}', only('b'), {}, '{"_meta":{"a":0,"c":2}}'],
    ['{"_meta":{"a":0,"b":1,"c":2}}', only('b', 'c'), {}, '{"_meta":{"a":0}}'],
    ['{"_meta":{"a":0,"b":1,"c":2}}', only('a', 'b'), { d: '3' }, '{"_meta":{"d":3,"c":2}}'],
    ['{"_meta":{"a":0,"b":1}}', only('a', 'b'), { d: '3' }, '{"_meta":{"d":3}}'],
    ['{"_meta":null}', keep, { a: '1' }, '{"_meta":{"a":1}}'],
    ['{"_meta":"x"}', keep, {}, '{"_meta":"x"}'],
    ['[1,2]', keep, { a: '1' }, '[1,2]'],
  ])('%s', (params, remove, set, expected) => {
    expect(withMeta(params, { remove, set })).toBe(expected);
  });

  test('a message without params gets some', () => {
    const change = { remove: keep, set: { a: '1' } };
    const bare = '{"jsonrpc":"2.0","method":"m"}';
    expect(applyEdits(bare, metaEdits(bare, undefined, change))).toBe(
      '{"params":{"_meta":{"a":1}},"jsonrpc":"2.0","method":"m"}',
    );
    expect(metaEdits(bare, undefined, { remove: keep, set: {} })).toEqual([]);
    const full = '{"method":"m","params":{"x":1}}';
    const params = memberNode(jsonTree(full), 'params')?.value;
    expect(applyEdits(full, metaEdits(full, params, change))).toBe('{"method":"m","params":{"_meta":{"a":1},"x":1}}');
  });
});

test('property: the result is what changing the parsed value gives, in any layout', () => {
  const keys = fc.constantFrom<string>('a', 'b', 'c', '"', 'é', '__proto__', '\\');
  const metas = fc.uniqueArray(fc.tuple(keys, fc.jsonValue()), { selector: ([key]) => key });
  fc.assert(
    fc.property(metas, metas, fc.array(keys), fc.constantFrom(0, 2), (before, set, removed, indent) => {
      const source = JSON.stringify({ x: [1, '}"'], _meta: Object.fromEntries(before), y: {} }, null, indent);
      const edited = parseJson(
        withMeta(source, {
          remove: (key) => removed.includes(key),
          set: Object.fromEntries(set.map(([key, value]) => [key, JSON.stringify(value)])),
        }),
      );
      const expected = new Map(before.filter(([key]) => !removed.includes(key)));
      for (const [key, value] of set) expected.set(key, value);
      if (!isJsonObject(edited)) throw new Error('not an object');
      const meta = isJsonObject(edited._meta) ? Object.entries(edited._meta) : [];
      const byKey = (a: [string, unknown], b: [string, unknown]): number => (a[0] < b[0] ? -1 : 1);
      expect(JSON.stringify(meta.toSorted(byKey))).toBe(JSON.stringify([...expected].toSorted(byKey)));
      expect(edited.x).toEqual([1, '}"']);
      expect(edited.y).toEqual({});
      expect('_meta' in edited).toBe(expected.size > 0 || before.length === 0);
    }),
  );
});
