import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { scanJsonlLine, scanRaw } from './jsonl.ts';
import { definitionsOf, LOCAL_RULES } from './registry.ts';

// Through `scan --jsonl`, with every detector on. A failing run prints its seed and the smallest case.

const answerSchema = z.object({
  verdict: z.enum(['allow', 'mask', 'block']),
  findings: z.array(z.object({ kind: z.string(), detector: z.string(), start: z.number(), end: z.number() })),
  masked: z.string().optional(),
  error: z.undefined().optional(),
});
type Where = 'tool_result' | 'tool_args' | 'tool_description';

function scan(text: string, where: Where = 'tool_result'): z.infer<typeof answerSchema> {
  return answerSchema.parse(JSON.parse(scanJsonlLine(JSON.stringify({ id: 1, where, text }))));
}
const masked = (text: string, where: Where = 'tool_result'): string => scan(text, where).masked ?? text;

/** One example of each kind of value that is masked, as it stands in a text. */
const samples = definitionsOf(LOCAL_RULES)
  .filter(({ placeholder, examples }) => placeholder !== undefined && examples.name === undefined)
  .flatMap(({ examples }) => examples.match);

const sample = fc.constantFrom(...samples);
const filler = fc.oneof(
  fc.constantFrom(
    'The pump runs.',
    'ok',
    'total 3',
    'é 😀',
    '“so”',
    'a\\b',
    '{"a": 1}',
    '<b>x</b>',
    '100 %',
    '—',
    '日本語',
  ),
  fc.string({ maxLength: 10 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
/** Values between other things, each apart from its neighbours: a value inside a longer word is none. */
const text = fc
  .tuple(fc.array(filler, { maxLength: 4 }), fc.array(sample, { maxLength: 4 }), fc.array(filler, { maxLength: 4 }))
  .chain(([before, values, after]) => fc.shuffledSubarray([...before, ...values, ...after], { minLength: 0 }))
  .map((pieces) => pieces.join('\n\n'));

const where = fc.constantFrom<Where>('tool_result', 'tool_args', 'tool_description');

/** The value with every string, keys included, in place of what it holds: what masking must not change. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).map(shapeOf);
  return typeof value === 'string' ? 'string' : value;
}

interface Cluster {
  readonly start: number;
  readonly end: number;
  /** Whether all its findings are of the very same place. */
  readonly isOne: boolean;
}

/** Findings that overlap or touch, put together. */
function clusters(findings: readonly { readonly start: number; readonly end: number }[]): readonly Cluster[] {
  const found: Cluster[] = [];
  for (const { start, end } of findings.toSorted((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (!last || start > last.end) found.push({ start, end, isOne: true });
    else {
      const isOne = last.isOne && start === last.start && end === last.end;
      found[found.length - 1] = { start: last.start, end: Math.max(end, last.end), isOne };
    }
  }
  return found;
}

describe('masking a text', () => {
  it('puts a placeholder where something was found, and touches nothing else', () => {
    fc.assert(
      fc.property(text, where, (raw, place) => {
        const { findings, masked: output = raw } = scan(raw, place);
        const found = clusters(findings.filter(({ kind }) => kind === 'secret' || kind === 'pii'));
        let at = 0;
        found.forEach(({ start, end, isOne }, index) => {
          expect([start >= 0, start < end, end <= raw.length]).toEqual([true, true, true]);
          const before = raw.slice(found[index - 1]?.end ?? 0, start);
          expect(output.slice(at, at + before.length)).toBe(before);
          at += before.length;
          const after = raw.slice(end, found[index + 1]?.start);
          const next = index === found.length - 1 ? output.length - after.length : output.indexOf(after, at);
          // Of findings that overlap the most specific one is replaced, and the rest of the others stays.
          if (isOne) expect(output.slice(at, next)).toMatch(/^<[A-Z0-9_]+>$/);
          at = next;
        });
        expect(output.slice(at)).toBe(raw.slice(found.at(-1)?.end ?? 0));
      }),
      { numRuns: 400 },
    );
  });

  it('leaves no value behind', () => {
    fc.assert(
      fc.property(text, where, (raw, place) => {
        const { findings, masked: output = raw } = scan(raw, place);
        for (const { kind, detector, start, end } of findings) {
          if (kind !== 'secret' && kind !== 'pii') continue;
          const value = raw.slice(start, end);
          // Each place is judged by itself: where the same value stands without what gave it away here, it stays.
          if (raw.indexOf(value) === raw.lastIndexOf(value)) expect(output, detector).not.toContain(value);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(text, where, (raw, place) => {
        const once = masked(raw, place);
        expect(masked(once, place)).toBe(once);
      }),
      { numRuns: 400 },
    );
  });
});

describe('masking JSON', () => {
  const leaf = fc.oneof(
    text,
    sample,
    filler,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const key = fc.oneof(
    fc.constantFrom('note', 'text', 'content', 'user_id', 'a\nb', 'x"y'),
    fc.string({ maxLength: 6 }),
  );
  const json = fc.oneof(
    fc.dictionary(key, fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(key, leaf, { maxKeys: 3 })), {
      maxKeys: 4,
    }),
    fc.array(leaf, { maxLength: 4 }),
  );
  const written = fc.tuple(json, fc.constantFrom(0, 2, 3)).map(([value, form]) => {
    // Form 3 escapes every character that is not ASCII, as some servers do.
    const plain = JSON.stringify(value, null, form === 3 ? 0 : form);
    if (form !== 3) return plain;
    return plain.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  });

  it('keeps it valid, with the same numbers, flags and order of things', () => {
    fc.assert(
      fc.property(written, where, (raw, place) => {
        const before: unknown = JSON.parse(raw);
        const after: unknown = JSON.parse(masked(raw, place));
        expect(JSON.stringify(shapeOf(after))).toBe(JSON.stringify(shapeOf(before)));
      }),
      { numRuns: 400 },
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(written, where, (raw, place) => {
        const once = masked(raw, place);
        expect(masked(once, place)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });
});

describe('offsets', () => {
  // Put together here, so that no complete token stands in the source.
  const token = ['hf', 'AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh'].join('_');
  const each = (change: (letter: string) => string): string => Array.from(token, change).join('');
  const code = (letter: string): number => letter.charCodeAt(0);
  const disguises: readonly (readonly [string, string])[] = [
    ['as it is', token],
    ['\\u escapes', each((letter) => `\\u${code(letter).toString(16).padStart(4, '0')}`)],
    ['\\x escapes', each((letter) => `\\x${code(letter).toString(16)}`)],
    ['percent', each((letter) => `%${code(letter).toString(16)}`)],
    ['decimal entities', each((letter) => `&#${code(letter)};`)],
    ['hexadecimal entities', each((letter) => `&#x${code(letter).toString(16)};`)],
    ['full width', each((letter) => String.fromCodePoint(code(letter) + 0xfee0))],
    ['zero width between', Array.from(token).join('\u200b')],
    ['soft hyphens between', Array.from(token).join('\u00ad')],
    ['base64', Buffer.from(`token ${token} end of the note`).toString('base64')],
  ];
  const harmless = fc
    .array(fc.constantFrom('word', 'é', '😀', '日本', '\n', '\t', '5', '“', 'ﬁ', '\u0301'), { maxLength: 12 })
    .map((pieces) => pieces.join(' '));

  it.each(disguises)('point at the very characters: %s', (_name, shown) => {
    fc.assert(
      fc.property(harmless, harmless, (before, after) => {
        const raw = `${before} ${shown} ${after}`;
        const spans = scanRaw(raw, 'response').filter(({ kind }) => kind === 'secret');
        expect(spans.map(({ start, end }) => raw.slice(start, end))).toEqual([shown]);
      }),
      { numRuns: 60 },
    );
  });

  it('point into the raw JSON, whatever is escaped around', () => {
    fc.assert(
      fc.property(harmless, harmless, fc.nat(token.length - 1), (before, after, escaped) => {
        const inside = `${token.slice(0, escaped)}\\u${code(token[escaped] ?? '')
          .toString(16)
          .padStart(4, '0')}${token.slice(escaped + 1)}`;
        const start = `{"a":${JSON.stringify(before)},"b":[${JSON.stringify(`${before} `).slice(0, -1)}`;
        const raw = `${start}${inside}${JSON.stringify(` ${after}`).slice(1)}]}`;
        const [span, ...others] = scanRaw(raw, 'response').filter(({ kind }) => kind === 'secret');
        expect(others).toEqual([]);
        expect(span && raw.slice(span.start, span.end)).toBe(inside);
      }),
      { numRuns: 100 },
    );
  });
});
