import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, type JsonValue } from '../protocol/json.ts';
import { forEachJsonString, type JsonStringToken } from './json-strings.ts';
import { walkStrings } from './walk.ts';

function read(source: string): { readonly isJson: boolean; readonly tokens: readonly JsonStringToken[] } {
  const tokens: JsonStringToken[] = [];
  const isJson = forEachJsonString(source, (token) => tokens.push(token));
  return { isJson, tokens };
}

function stringsOf(value: JsonValue): string[] {
  const found: string[] = [];
  walkStrings(value, { visitString: (text) => void found.push(text) });
  return found;
}

function parses(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

describe('forEachJsonString', () => {
  const json = fc
    .tuple(fc.jsonValue({ stringUnit: 'grapheme' }), fc.constantFrom(0, 1, '\t', ' \n'))
    .map(([value, space]) => JSON.stringify(value, undefined, space));

  it('reads the strings that JSON.parse finds, and where they are written', () => {
    fc.assert(
      fc.property(json, (source) => {
        const { isJson, tokens } = read(source);
        expect(isJson).toBe(true);
        const texts = tokens.map(({ text }) => text);
        expect(texts.toSorted()).toEqual(stringsOf(parseJson(source)).toSorted());
        for (const token of tokens) {
          expect(token.sourceOffset(0)).toBe(token.start);
          expect(token.sourceOffset(token.text.length)).toBe(token.end);
          expect(JSON.parse(source.slice(token.start - 1, token.end + 1))).toBe(token.text);
        }
      }),
    );
  });

  it('tells what is no JSON from what is', () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.constantFrom('', ',', ':', '"', '}', ']', '{', '[', '1', '-', '\\', 'a', ' ', 'null'),
    );
    fc.assert(
      fc.property(json, edit, fc.boolean(), (source, [place, put], replaces) => {
        const at = place % (source.length + 1);
        const edited = source.slice(0, at) + put + source.slice(at + (replaces ? 1 : 0));
        // Control characters inside of strings are left to whoever reads the strings.
        fc.pre(!/[\u0000-\u001f]/.test(edited));
        expect(read(edited).isJson).toBe(parses(edited));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '',
    ' ',
    '[',
    '{"a":1}x',
    '{"a":1,}',
    '[1 2]',
    '[01]',
    '[1.]',
    '{a:1}',
    '["a" "b"]',
    '{"a"}',
    '[tru]',
    ']',
    '"a',
  ])('rejects %j', (source) => {
    expect(read(source).isJson).toBe(false);
  });

  it('is not quadratic in escapes before a far quote', () => {
    const source = `["${String.raw`\"`.repeat(200_000)}"]`;
    const start = process.cpuUsage();
    expect(read(source).tokens[0]?.text).toBe('"'.repeat(200_000));
    expect(process.cpuUsage(start).user).toBeLessThan(1_500_000);
  });
});
