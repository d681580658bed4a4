import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, parseJson, type JsonValue } from '../json.ts';
import { OWN_INFO } from './envelope.ts';
import { META } from './keys.ts';
import { errorToModern, toLegacy, toModern } from './results.ts';

const INFO = JSON.stringify(META.serverInfo);
const META_TEXT = `"_meta":{${INFO}:${OWN_INFO}}`;

describe('results for modern clients', () => {
  test.each([
    ['tools/call', '{"content":[],"n":1.0}', `{"resultType":"complete",${META_TEXT},"content":[],"n":1.0}`],
    ['tools/call', '{}', `{"resultType":"complete",${META_TEXT}}`],
    ['tools/call', ' { } ', ` {"resultType":"complete",${META_TEXT} } `],
    [
      'tools/call',
      '{"resultType":"input_required","inputRequests":{}}',
      `{${META_TEXT},"resultType":"input_required","inputRequests":{}}`,
    ],
    [
      'tools/call',
      `{"resultType":"complete","_meta":{${INFO}:{"name":"own"}}}`,
      `{"resultType":"complete","_meta":{${INFO}:{"name":"own"}}}`,
    ],
    ['tools/call', '{"_meta":{"a":1}}', `{"resultType":"complete","_meta":{${INFO}:${OWN_INFO},"a":1}}`],
    [
      'resources/read',
      '{"contents":[],"ttlMs":-1,"cacheScope":"shared"}',
      `{"resultType":"complete",${META_TEXT},"contents":[],"ttlMs":0,"cacheScope":"private"}`,
    ],
    [
      'resources/read',
      '{"contents":[],"ttlMs":5,"cacheScope":"public"}',
      `{"resultType":"complete",${META_TEXT},"contents":[],"ttlMs":5,"cacheScope":"public"}`,
    ],
    [
      'resources/read',
      '{"resultType":"input_required","requestState":"s"}',
      `{${META_TEXT},"resultType":"input_required","requestState":"s"}`,
    ],
  ])('%s %s', (method, source, expected) => {
    expect(toModern(method, source)).toBe(expected);
    expect(toModern(method, source, { value: parseJson(source) })).toBe(expected);
  });

  test('what a legacy server calls resultType does not make its result anything but complete', () => {
    const source = '{"resultType":"input_required","inputRequests":{"a":{"method":"sampling/createMessage"}}}';
    expect(toModern('tools/call', source, { from: 'legacy', value: parseJson(source) })).toContain(
      '"resultType":"complete"',
    );
  });

  test('hints, and execution of tools', () => {
    const source = '{"tools":[{"name":"a","execution":{"taskSupport":"required"}},{"execution":{},"name":"b"}]}';
    expect(toModern('tools/list', source, { ttlMs: 7, cacheScope: 'public' })).toBe(
      `{"resultType":"complete","ttlMs":7,"cacheScope":"public",${META_TEXT},"tools":[{"name":"a"},{"name":"b"}]}`,
    );
  });
});

describe('results for legacy clients', () => {
  test.each([
    ['tools/call', '{"resultType":"complete","content":[]}', '{"content":[]}'],
    ['tools/call', `{"content":[],"_meta":{${INFO}:{}}}`, '{"content":[]}'],
    ['tools/call', `{"content":[],"_meta":{${INFO}:{},"a":1}}`, '{"content":[],"_meta":{"a":1}}'],
    ['tools/call', '{"content":[],"ttlMs":1}', '{"content":[],"ttlMs":1}'],
    ['tools/call', '{"structuredContent":[1.0]}', '{"structuredContent":{"result":[1.0]}}'],
    ['tools/call', '{"structuredContent":{"a":1}}', '{"structuredContent":{"a":1}}'],
    ['tools/list', '{"ttlMs":1,"tools":[],"cacheScope":"public"}', '{"tools":[]}'],
    [
      'tools/list',
      '{"tools":[{"outputSchema":{"type":"array"},"name":"a"},{"outputSchema":{"type":"object"}}]}',
      '{"tools":[{"name":"a"},{"outputSchema":{"type":"object"}}]}',
    ],
  ])('%s %s', (method, source, expected) => {
    expect(toLegacy(method, source)).toBe(expected);
    expect(toLegacy(method, source, parseJson(source))).toBe(expected);
  });
});

test('property: a result that goes to modern and back says what it said', () => {
  const layouts = fc.constantFrom(0, 1);
  const members = fc.dictionary(fc.constantFrom('content', 'x', '_meta', 'n', 'isError'), fc.jsonValue());
  fc.assert(
    fc.property(
      members,
      fc.constantFrom('tools/call', 'tools/list', 'prompts/get'),
      layouts,
      (result, method, indent) => {
        const source = JSON.stringify(result, null, indent);
        const value = parseJson(source);
        for (const modern of [toModern(method, source), toModern(method, source, { value })]) {
          expect(parseJson(modern)).toMatchObject({ resultType: 'complete' });
          const back = parseJson(toLegacy(method, modern));
          if (!isJsonObject(value) || isJsonObject(value._meta) || value._meta === undefined) {
            expect(withoutEmptyMeta(back)).toEqual(withoutEmptyMeta(value));
          }
        }
      },
    ),
  );
});

function withoutEmptyMeta(value: JsonValue): JsonValue {
  if (!isJsonObject(value) || !isJsonObject(value._meta) || Object.keys(value._meta).length > 0) return value;
  const { _meta, ...rest } = value;
  return rest;
}

test('the code of an unknown resource', () => {
  expect(errorToModern('{"code":-32002,"message":"m","data":{"uri":"a:b"}}')).toBe(
    '{"code":-32602,"message":"m","data":{"uri":"a:b"}}',
  );
  expect(errorToModern('{"code":-32000,"message":"m"}')).toBe('{"code":-32000,"message":"m"}');
});
