import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameError, frameFromText } from './frame.ts';
import { readJson } from './json-read.ts';
import { isJsonObject, parseJson } from './json.ts';

test('a key with escapes is read as it is, whatever keys other messages had', () => {
  for (const [before, after, key] of [
    ['{"a":1,"\\\\":1}', '{"a":1,"\\"":2}', '"'],
    ['{"b":1,"\\\\":1}', '{"b":1,"\\n":2}', '\n'],
    ['{"c":1,"\\\\u006e":1}', '{"c":1,"\\u006eame_x":2}', 'name_x'],
  ] as const) {
    parseJson(before);
    expect(parseJson(after)).toHaveProperty([key], 2);
  }
});

test('a duplicate does not hide behind escapes', () => {
  const kept = frameFromText('{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1,"\\\\u006e":1}}');
  const twice = '{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1,"\\u006eame_x":1,"name_x":2}}';
  expect(kept.message.id).toBe(1);
  expect(() => frameFromText(twice)).toThrow(FrameError);
});

test('property: it reads what JSON.parse reads, in any layout', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 1), (value, indent) => {
      const source = JSON.stringify(value, null, indent);
      expect(JSON.stringify(readJson(` ${source} `))).toBe(JSON.stringify(value));
    }),
  );
  const value = readJson('{"__proto__":{"a":1},"b":1e400}');
  expect(isJsonObject(value) && Object.keys(value)).toEqual(['__proto__', 'b']);
});
