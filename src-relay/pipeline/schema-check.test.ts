import { describe, expect, test } from 'vitest';
import { compileSchema } from './schema-check.ts';

describe('arguments against a schema', () => {
  const check = compileSchema({
    type: 'object',
    properties: { path: { type: 'string' }, count: { type: 'integer', minimum: 1 } },
    required: ['path'],
    additionalProperties: false,
  });
  test('what fits passes', () => {
    expect(check({ path: 'a', count: 2 })).toBeUndefined();
  });
  test.each([
    [{}, /path/u],
    [{ path: 1 }, /path must be string/u],
    [{ path: 'a', count: 0 }, /count must be >= 1/u],
    [{ path: 'a', other: 1 }, /additional properties \("other"\)/u],
  ])('%j does not, and the sentence says why', (value, why) => {
    expect(check(value)?.message).toMatch(why);
  });

  test('draft 7 is understood too', () => {
    const draft7 = compileSchema({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { list: { type: 'array', items: [{ type: 'string' }] } },
    });
    expect(draft7({ list: ['a'] })).toBeUndefined();
    expect(draft7({ list: [1] })?.message).toMatch(/list\.0 must be string/u);
  });
});

describe('foreign schemas', () => {
  test('a hostile pattern costs linear time', () => {
    const check = compileSchema({ type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } });
    // On a backtracking engine this never ends.
    expect(check({ a: `${'a'.repeat(50_000)}!` })?.message).toMatch(/must match pattern/u);
  });

  test('two patterns of one schema are told apart', () => {
    const check = compileSchema({ type: 'object', properties: { a: { pattern: '^a$' }, b: { pattern: '^b$' } } });
    expect(check({ a: 'a', b: 'b' })).toBeUndefined();
    expect(check({ a: 'a', b: 'a' })?.message).toMatch(/b must match pattern/u);
  });

  test.each([
    [undefined],
    [{ type: 'nonsense' }],
    [{ $ref: 'https://elsewhere.example/schema.json' }],
    [{ type: 'object', properties: { a: { pattern: '(?<=x)y' } } }],
  ])('%j cannot be compiled: the server decides', (schema) => {
    expect(compileSchema(schema)({ a: 'xy' })).toBeUndefined();
  });

  test('names that the arguments bring along do not reach the log', () => {
    const closed = compileSchema({ type: 'object', additionalProperties: false });
    expect(closed({ 'hf-secret': 1 })?.message).toContain('hf-secret');
    expect(closed({ 'hf-secret': 1 })?.forLog).not.toContain('hf-secret');
    const open = compileSchema({ type: 'object', additionalProperties: { type: 'string' } });
    expect(open({ 'hf-secret': 1 })?.forLog).toBe('The arguments must be string.');
  });

  test('a schema whose references double at each level is left to the server', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `d${i}`,
        i === 39 ? { type: 'string' } : { allOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] },
      ]),
    );
    // Compiled, this one would run for centuries.
    expect(
      compileSchema({ type: 'object', $defs, properties: { a: { $ref: '#/$defs/d0' } } })({ a: 1 }),
    ).toBeUndefined();
  });

  test('references that stay small are checked', () => {
    const check = compileSchema({ $defs: { s: { type: 'string' } }, properties: { a: { $ref: '#/$defs/s' } } });
    expect(check({ a: 1 })?.message).toBe('The argument a must be string.');
  });

  test('the same $id twice is no clash', () => {
    for (const type of ['string', 'number']) {
      const check = compileSchema({ $id: 'https://x.example/s', type: 'object', properties: { a: { type } } });
      expect(check({ a: true })?.message).toContain(type);
    }
  });
});
