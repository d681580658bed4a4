import { describe, expect, it } from 'vitest';
import type { ScanDirection } from '../protocol/scan-types.ts';
import type { TextContext } from './definition.ts';
import { ItemScanner } from './item-scan.ts';
import { jsonStrings } from './json-strings.ts';
import type { RuleSet } from './ruleset.ts';

const seen: string[] = [];
const note = (what: string, { direction, name }: TextContext): number => seen.push(`${what} ${direction} ${name}`);
const definition = {
  kind: 'exec',
  severity: 'low',
  directions: ['definition', 'request', 'response'],
  title: 'Notes where it looks',
  explanation: 'For tests.',
  window: { before: 0, after: 8 },
  examples: { match: [], noMatch: [] },
} as const;
const rules: RuleSet = {
  windows: [
    {
      definition: { ...definition, id: 'test.window', keywords: ['mark'], traits: [] },
      window: (_text, _from, _to, _report, context) => note('window', context),
    },
  ],
  texts: [
    {
      definition: { ...definition, id: 'test.text', keywords: [], traits: ['percent'] },
      text: (_text, _report, context) => note('text', context),
    },
  ],
  families: [],
  scored: [],
  signals: [],
  learned: undefined,
  ciphers: [],
  disguise: undefined,
};
const scanner = new ItemScanner(rules);
const contexts = (value: Parameters<ItemScanner['scan']>[0], direction: ScanDirection): string[] => {
  seen.length = 0;
  scanner.scan(value, direction);
  return [...seen];
};

describe('the context of a text', () => {
  it('is nameless at the root and in keys', () => {
    expect(contexts('mark', 'response')).toEqual(['window response undefined']);
    expect(contexts({ mark: 1 }, 'request')).toEqual(['window request undefined']);
    expect(contexts(['mark'], 'request')).toEqual(['window request undefined']);
  });

  it('has the nearest key, array indices skipped', () => {
    expect(contexts({ a: { b: [['mark'], 'mark'] }, c: 'mark' }, 'request')).toEqual([
      'window request b',
      'window request b',
      'window request c',
    ]);
  });

  it('stays with views of the text', () => {
    expect(contexts({ path: '%6dark' }, 'request')).toEqual(['text request path', 'window request path']);
  });
});

describe('jsonStrings', () => {
  it.each([
    ['"a"', [undefined]],
    ['{"a":"x"}', [undefined, 'a']],
    [
      '{"a" : [ "x", {"b\\u0063":"y"}, "z" ], "d":{"e":"f"}, "g":1, "h":"i"}',
      [undefined, 'a', undefined, 'bc', 'a', undefined, undefined, 'e', undefined, undefined, 'h'],
    ],
    ['[{"a":"}"},"b"]', [undefined, 'a', undefined]],
    ['{"a":{},"b":["c:"],"d":"\\":"}', [undefined, undefined, 'b', undefined, 'd']],
  ])('names the strings of %s', (source, names) => {
    expect(jsonStrings(source).map(({ name }) => name)).toEqual(names);
  });
});
