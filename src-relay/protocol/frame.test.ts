import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from './edits.ts';
import { FrameError, frameFromBytes, frameFromText, frameKind, LIMITS, memberSource } from './frame.ts';
import { canonicalJson, decodeString, jsonTree, nodeAt } from './json-tree.ts';
import { isJsonObject, parseJson } from './json.ts';
import { indexJson } from './json-index.ts';
import { editsInLiteral } from './string-edits.ts';

const refusal = (text: string): string => {
  try {
    frameFromText(text);
  } catch (error) {
    if (error instanceof FrameError) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('frames', () => {
  test('spans give the exact source of every top-level member', () => {
    const frame = frameFromText(
      ' {"jsonrpc" : "2.0", "id":12345678901234567890 ,"result": {"n":1.0,"big":1e400,"s":"a\\u0062\\"}"} , "x":[1, 2]}',
    );
    expect(memberSource(frame, 'id')).toBe('12345678901234567890');
    expect(memberSource(frame, 'result')).toBe('{"n":1.0,"big":1e400,"s":"a\\u0062\\"}"}');
    expect(memberSource(frame, 'x')).toBe('[1, 2]');
    expect(frameKind(frame)).toBe('result');
  });

  test.each([
    ['{', 'not_json'],
    ['[{"jsonrpc":"2.0","id":1,"method":"ping"}]', 'not_an_object'],
    ['{"jsonrpc":"1.0","id":1,"method":"ping"}', 'not_json_rpc'],
    ['{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', 'duplicate_keys'],
    ['{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":[{"b":1,"\\u0062":2}]}}', 'duplicate_keys'],
    ['{"jsonrpc":"2.0","id":1,"method":"m","Params":{}}', 'look_alike_member'],
    ['{"jsonrpc":"2.0","id":1,"result":{},"error":{}}', 'not_json_rpc'],
    ['{"jsonrpc":"2.0","\\u0069d":1,"method":"ping"}', 'escaped_member'],
    [
      `{"jsonrpc":"2.0","id":1,"method":"m","params":${'['.repeat(LIMITS.depth + 1)}${']'.repeat(LIMITS.depth + 1)}}`,
      'too_deep',
    ],
    [`{"jsonrpc":"2.0","id":1,"method":"m","params":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 'too_deep'],
  ])('%.60s is refused as %s', (text, code) => {
    expect(refusal(text)).toBe(code);
  });

  test('what would cost too much to parse is refused before it is parsed', () => {
    expect(refusal(`{"jsonrpc":"2.0","id":1,"result":[${'{},'.repeat(LIMITS.values)}{}]}`)).toBe('too_many_values');
    expect(refusal('['.repeat(5_000_000))).toBe('too_deep');
  });

  test('bytes that are not UTF-8 are refused rather than repaired', () => {
    expect(() => frameFromBytes(Buffer.from([0x22, 0xff, 0x22]))).toThrow(FrameError);
  });

  test('__proto__ is a key like any other', () => {
    expect(refusal('{"jsonrpc":"2.0","id":1,"method":"m","params":{"__proto__":{"a":1}}}')).toBe('accepted');
    expect(refusal('{"jsonrpc":"2.0","id":1,"method":"m","params":{"__proto__":1,"__proto__":2}}')).toBe(
      'duplicate_keys',
    );
  });
});

describe('properties of the JSON index and tree', () => {
  const layouts = fc.constantFrom(0, 1, 2);
  test('member spans parse back to the members, in any layout', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), layouts, (object, indent) => {
        const source = JSON.stringify(object, null, indent);
        const plain = parseJson(source);
        if (!isJsonObject(plain)) throw new Error('not an object');
        const index = indexJson(source, LIMITS);
        const root = jsonTree(source);
        expect(source.slice(root.start, root.end)).toBe(source);
        for (const [key, value] of Object.entries(plain)) {
          const node = nodeAt(root, [key]);
          expect(node && JSON.parse(source.slice(node.start, node.end))).toEqual(value);
          const span = index.members.get(JSON.stringify(key).slice(1, -1));
          expect(span && source.slice(span.start, span.end)).toBe(node && source.slice(node.start, node.end));
        }
      }),
    );
  });

  test('canonical text does not depend on layout or member order and keeps number spelling', () => {
    const a = '{"b":[1.0,{"d":12345678901234567890,"c":"\\u0041"}],"a":null}';
    const b = '{ "a" : null,\n "b": [1.0, {"c":"A", "d":12345678901234567890}]}';
    expect(canonicalJson(a, jsonTree(a))).toBe(canonicalJson(b, jsonTree(b)));
    const other = b.replace('67890', '67891');
    expect(canonicalJson(other, jsonTree(other))).not.toBe(canonicalJson(a, jsonTree(a)));
  });

  test('replacing a range of a decoded string changes that range alone, whatever the escapes', () => {
    const escaped = fc.array(
      fc.oneof(
        fc.constantFrom('\\n', '\\"', '\\/', '\\\\', '\\u00e9', '\\ud83d\\ude00'),
        fc.constantFrom('a', 'é', '😀', ' '),
      ),
    );
    fc.assert(
      fc.property(escaped, fc.nat(), fc.nat(), (parts, x, y) => {
        const source = `"${parts.join('')}"`;
        const span = { start: 0, end: source.length };
        const decoded = decodeString(source, span);
        const [low = 0, high = 0] = [x % (decoded.length + 1), y % (decoded.length + 1)].toSorted((a, b) => a - b);
        const edited = applyEdits(source, editsInLiteral(source, span, [{ start: low, end: high, text: '<A"B>' }]));
        expect(JSON.parse(edited)).toBe(`${decoded.slice(0, low)}<A"B>${decoded.slice(high)}`);
      }),
    );
  });
});
