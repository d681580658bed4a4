import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { applyEdits } from '../protocol/edits.ts';
import { parseJson } from '../protocol/json.ts';
import type { Finding } from '../protocol/scan-types.ts';
import { PlaceholderSession } from '../scan/placeholders.ts';
import { MaskableText } from './masking.ts';

function finding(path: Finding['path'], start: number, end: number, inKey = false): Finding {
  return {
    detector: 'test',
    kind: 'secret',
    severity: 'high',
    path,
    inKey,
    start,
    end,
    placeholder: 'TOKEN',
    evidence: '',
    reason: '',
  };
}

test('only the found characters change, whatever stands around them', () => {
  const source = '{ "n":1.0, "big" : 12345678901234567890,"t":["a\\u0062 S3CRET \\/ \\n", "S3CRET"],"k S3CRET":null}';
  const findings = [finding(['t', 0], 3, 9), finding(['t', 1], 0, 6), finding(['k S3CRET'], 2, 8, true)];
  const masked = applyEdits(source, new MaskableText(source, new PlaceholderSession()).edits(findings));
  expect(masked).toBe(
    '{ "n":1.0, "big" : 12345678901234567890,"t":["a\\u0062 <TOKEN> \\/ \\n", "<TOKEN>"],"k <TOKEN>":null}',
  );
});

test('in any text a masked value is gone, the JSON stays JSON, and the rest is what it was', () => {
  const words = fc.string({ unit: 'binary', maxLength: 20 });
  fc.assert(
    fc.property(words, words, fc.constantFrom(0, 2), (before, after, indent) => {
      const text = `${before}S3CRET${after}`;
      fc.pre(!before.includes('S3CRET') && !after.includes('S3CRET'));
      const source = JSON.stringify({ list: [{ text }], other: before }, null, indent);
      const found = [finding(['list', 0, 'text'], before.length, before.length + 6)];
      const masked = applyEdits(source, new MaskableText(source, new PlaceholderSession()).edits(found));
      expect(parseJson(masked)).toEqual({ list: [{ text: `${before}<TOKEN>${after}` }], other: before });
    }),
  );
});

test('a finding that stands nowhere is an error, not a gap', () => {
  expect(() => new MaskableText('{}', new PlaceholderSession()).edits([finding(['gone'], 0, 1)])).toThrow(/nowhere/u);
});

test('the log keeps no secret in the path of a finding', () => {
  const source = '{"k S3CRET":{"a":"S3CRET"}}';
  const text = new MaskableText(source, new PlaceholderSession());
  const findings = [finding(['k S3CRET'], 2, 8, true), finding(['k S3CRET', 'a'], 0, 6)];
  const logged = text.forLog(findings);
  expect(JSON.stringify(logged.findings)).not.toContain('S3CRET');
  expect(logged.text).toBe('{"k <TOKEN>":{"a":"<TOKEN>"}}');
});

test('findings stand in the log where the reader sees them, in any text', () => {
  const words = fc.string({ unit: 'binary', maxLength: 12 });
  fc.assert(
    fc.property(words, words, words, (before, between, after) => {
      const text = `${before}S3CRET${between}ORDERS${after}`;
      const source = JSON.stringify({ [before]: 1, list: [{ text }] });
      const orders = before.length + 6 + between.length;
      const logged = new MaskableText(source, new PlaceholderSession()).forLog([
        { ...finding(['list', 0, 'text'], orders, orders + 6), kind: 'injection' as const },
        finding(['list', 0, 'text'], before.length, before.length + 6),
      ]);
      const stored = z.object({ list: z.tuple([z.object({ text: z.string() })]) }).parse(parseJson(logged.text));
      const seen = logged.findings.map(({ start, end }) => stored.list[0].text.slice(start, end));
      expect(seen).toEqual(['ORDERS', '<TOKEN>']);
      expect(logged.findings.map(({ at: [start, end] }) => logged.text.slice(start, end))).toEqual([
        'ORDERS',
        '<TOKEN>',
      ]);
    }),
  );
});

test('many findings in one large object take linear time', () => {
  const object = Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [`k${i}`, 'S3CRET']));
  const found = Object.keys(object).map((key) => finding([key], 0, 6));
  const edits = new MaskableText(JSON.stringify(object), new PlaceholderSession()).edits(found);
  expect(edits).toHaveLength(40_000);
});

test('a masked blob is base64 still', () => {
  const source = JSON.stringify({ blob: btoa('S3CRET in a file') });
  const found = [finding(['blob'], 0, btoa('S3CRET in a file').length)];
  const masked = applyEdits(source, new MaskableText(source, new PlaceholderSession()).edits(found));
  expect(parseJson(masked)).toEqual({ blob: btoa('<TOKEN>') });
});
