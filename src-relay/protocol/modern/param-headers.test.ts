import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { checkParamHeaders, paramHeaders, paramHeadersOf } from './param-headers.ts';

const property = (type: string, name: string): JsonObject => ({ type, 'x-mcp-header': name });
const schema: JsonObject = {
  type: 'object',
  properties: {
    region: property('string', 'Region'),
    count: property('integer', 'Count'),
    deep: { type: 'object', properties: { dry: property('boolean', 'Dry-Run') } },
    free: { type: 'string' },
  },
};

describe('declarations', () => {
  test('are found along properties', () => {
    expect(paramHeadersOf(schema)).toEqual({
      declarations: [
        { header: 'Mcp-Param-Region', path: ['region'], isNumeric: false },
        { header: 'Mcp-Param-Count', path: ['count'], isNumeric: true },
        { header: 'Mcp-Param-Dry-Run', path: ['deep', 'dry'], isNumeric: false },
      ],
      fault: undefined,
    });
    expect(paramHeadersOf(undefined)).toEqual({ declarations: [], fault: undefined });
  });

  test.each<[string, JsonObject]>([
    ['not a token', { a: property('string', 'A B') }],
    ['empty', { a: property('string', '') }],
    ['not a string', { a: { type: 'string', 'x-mcp-header': 1 } }],
    ['an object', { a: property('object', 'A') }],
    ['no type', { a: { 'x-mcp-header': 'A' } }],
    ['twice', { a: property('string', 'A'), b: property('string', 'a') }],
    ['in items', { a: { type: 'array', items: property('string', 'A') } }],
    ['in anyOf', { a: { anyOf: [property('string', 'A')] } }],
    ['in a definition', { a: { $defs: { d: { properties: { x: property('string', 'A') } } } } }],
  ])('are faulty: %s', (_, properties) => {
    const { declarations, fault } = paramHeadersOf({ type: 'object', properties });
    expect(declarations).toEqual([]);
    expect(fault).toBeTypeOf('string');
  });

  test('on a number are faulty, but checked', () => {
    const found = paramHeadersOf({ properties: { a: property('number', 'A') } });
    expect(found.fault).toBeTypeOf('string');
    expect(found.declarations).toHaveLength(1);
  });
});

describe('headers and arguments', () => {
  const { declarations } = paramHeadersOf(schema);

  test('what goes out is what is taken in', () => {
    const args: JsonObject = { region: 'é', count: 42, deep: { dry: true }, free: 'x' };
    const headers = paramHeaders(declarations, args);
    expect(headers).toEqual({
      'Mcp-Param-Region': '=?base64?w6k=?=',
      'Mcp-Param-Count': '42',
      'Mcp-Param-Dry-Run': 'true',
    });
    const fields = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    expect(checkParamHeaders(declarations, args, fields)).toBeUndefined();
    expect(checkParamHeaders(declarations, { ...args, count: 43 }, fields)).toMatchObject({
      status: 400,
      code: -32_020,
    });
  });

  test('absent, null and unsafe arguments have no header, and one for them is not looked at', () => {
    expect(paramHeaders(declarations, undefined)).toEqual({});
    expect(paramHeaders(declarations, { region: null, count: 2 ** 60, deep: 1 })).toEqual({});
    expect(checkParamHeaders(declarations, { region: null }, { 'mcp-param-region': 'x' })).toBeUndefined();
  });

  test.each([
    [{ count: 42 }, { 'mcp-param-count': '42.0' }, undefined],
    [{ count: 42 }, { 'mcp-param-count': '0x2a' }, -32_020],
    [{ region: 'SGVsbG8=' }, { 'mcp-param-region': 'SGVsbG8=' }, undefined],
    [{ region: '=?base64?SGVsbG8=' }, { 'mcp-param-region': '=?base64?SGVsbG8=' }, undefined],
    [{ region: 'Hello' }, { 'mcp-param-region': '=?base64?SGVsbG8?=' }, -32_020],
    [{ region: 'Hello' }, {}, -32_020],
  ])('%j with %j', (args, headers, code) => {
    expect(checkParamHeaders(declarations, args, headers)?.code).toBe(code);
  });
});
