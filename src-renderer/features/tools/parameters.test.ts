import { expect, test } from 'vitest';
import { typeOf, notesOf } from './parameter-type.ts';
import { parametersOf } from './parameters.ts';

const definition = (inputSchema: unknown): string => JSON.stringify({ name: 'x', inputSchema });
const rowsOf = (inputSchema: unknown) => parametersOf(definition(inputSchema))?.rows ?? [];

test('types are said in one line', () => {
  expect(typeOf({ type: 'string' })).toBe('string');
  expect(typeOf({ type: ['string', 'null'] })).toBe('string | null');
  expect(typeOf({ enum: ['a', 1, null] })).toBe('"a" | 1 | null');
  expect(typeOf({ type: 'array', items: { type: 'integer' } })).toBe('integer[]');
  expect(typeOf({ type: 'array', items: { anyOf: [{ const: 'a' }, { const: 'b' }] } })).toBe('("a" | "b")[]');
  expect(typeOf({ $ref: '#/$defs/point' })).toBe('point');
  expect(typeOf({ properties: {} })).toBe('object');
  expect(typeOf({})).toBe('anything');
  expect(typeOf(true)).toBe('anything');
  expect(typeOf({ enum: Array.from({ length: 12 }, (_, index) => index) })).toBe(
    '0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 4 more',
  );
});

test('limits are said in words', () => {
  expect(notesOf({ minimum: 1, maximum: 100, default: 20 })).toEqual(['1 to 100', 'default 20']);
  expect(notesOf({ maxLength: 5, format: 'uri' })).toEqual(['at most 5 characters', 'uri']);
  expect(notesOf({ minItems: 0 })).toEqual(['at least 0 items']);
  expect(notesOf({ minimum: '1' })).toEqual([]);
});

test('parameters stand with what is nested in them', () => {
  const rows = rowsOf({
    type: 'object',
    required: ['range'],
    properties: {
      range: { type: 'object', description: 'When.', properties: { since: { type: 'string' } }, required: ['since'] },
      points: { type: 'array', items: { type: 'object', properties: { x: { type: 'number' } } } },
    },
  });
  expect(rows.map(({ path, type, required }) => [path, type, required])).toEqual([
    ['range', 'object', true],
    ['range.since', 'string', true],
    ['points', 'object[]', false],
    ['points[].x', 'number', false],
  ]);
  expect(rows[0]?.description).toBe('When.');
});

test('a schema that is none, or huge, does no harm', () => {
  expect(parametersOf('{')).toBeUndefined();
  expect(parametersOf(definition(null))).toBeUndefined();
  expect(rowsOf({ properties: [] })).toEqual([]);
  expect(rowsOf({ properties: { a: null }, required: 'a' })).toEqual([
    { path: 'a', type: 'anything', notes: [], required: false, description: undefined },
  ]);
  const properties = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`p${index}`, {}]));
  expect(parametersOf(definition({ properties }))).toMatchObject({ isCut: true });
  expect(rowsOf({ properties })).toHaveLength(100);
  const deep = Array.from({ length: 2000 }).reduce<object>((inner) => ({ properties: { a: inner } }), {});
  expect(rowsOf(deep)).toHaveLength(3);
});

test('whether others are taken is known', () => {
  expect(parametersOf(definition({ additionalProperties: false }))?.takesOthers).toBe(false);
  expect(parametersOf(definition({}))?.takesOthers).toBe(true);
});
