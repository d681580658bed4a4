import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../protocol/edits.ts';
import { asJson, isJsonObject, member, parseJson, type JsonValue } from '../../protocol/json.ts';
import { createLog } from '../../protocol/log.ts';
import { createBasicEngine } from '../../scan/engines/basic.ts';
import { judgePassage, type Judgement } from '../judge.ts';
import { Scanner } from '../scanner.ts';
import { ClientSession } from '../session.ts';

/** Tokens of one kind, put together here so that none stands in the repository. */
const TOKENS = [7, 11, 19].map((step) => {
  const letters = Array.from({ length: 34 }, (_, i) =>
    String.fromCharCode(((i * step + step) % 26) + (i % 3 ? 97 : 65)),
  );
  return ['hf', letters.join('')].join('_');
});
const scanner = new Scanner(
  [createBasicEngine()],
  'closed',
  createLog('error', () => {}),
);

async function judged(source: string, session = new ClientSession('client:test')): Promise<Judgement> {
  const part = { source, value: parseJson(source), offset: 0 };
  return judgePassage(scanner, {
    direction: 'response',
    server: 's',
    about: 't',
    part,
    placeholders: session.placeholders,
    conversation: { session, entryId: '1' },
  });
}

async function maskedSource(source: string, session?: ClientSession): Promise<string> {
  return applyEdits(source, (await judged(source, session)).edits);
}

/** Texts with tokens in them, and with what JSON has to escape. */
const piece = fc.oneof(
  fc.constantFrom(...TOKENS).map((token) => ` ${token} `),
  fc.string({ maxLength: 8 }),
  fc.constantFrom('"', '\\', '\n', '/', 'é', '😀', '\u2028', '{', '<A_B>'),
);
const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
const { structured } = fc.letrec<{ structured: JsonValue; node: JsonValue }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.constant(null),
    fc.array(tie('node'), { maxLength: 3 }),
    tie('structured'),
  ),
  structured: fc.dictionary(text, tie('node'), { maxKeys: 3 }).map((value) => asJson(value)),
}));
const spelling = fc.constantFrom(
  (value: JsonValue) => JSON.stringify(value),
  (value: JsonValue) => JSON.stringify(value, null, 2),
  // Other serialisers escape what need not be.
  (value: JsonValue) => JSON.stringify(value).replaceAll('/', String.raw`\/`),
  (value: JsonValue) => JSON.stringify(value).replaceAll('_', String.raw`\u005f`),
);

describe('a result that says the same twice', () => {
  test('says the same twice when it is masked, without any value, and is JSON', async () => {
    await fc.assert(
      fc.asyncProperty(structured, spelling, async (structuredContent, spelled) => {
        const content = [{ type: 'text', text: spelled(structuredContent) }];
        const source = JSON.stringify({ content, structuredContent });
        const { edits, findings } = await judged(source);
        const masked = parseJson(applyEdits(source, edits));
        for (const token of TOKENS) expect(JSON.stringify(masked)).not.toContain(token);
        const [block] = blocksOf(masked);
        expect(parseJson(stringOf(member(block, 'text')))).toEqual(member(masked, 'structuredContent'));
        // Each value counts once: the text's findings are those of structuredContent.
        const places = new Set(findings.map(({ path, start }) => JSON.stringify([path, start])));
        expect(places.size).toBe(findings.length);
        expect(findings.every(({ copies }) => copies?.length === 1)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('masked again stays what it is', async () => {
    await fc.assert(
      fc.asyncProperty(structured, async (structuredContent) => {
        const content = [{ type: 'text', text: JSON.stringify(structuredContent) }];
        const once = await maskedSource(JSON.stringify({ content, structuredContent }));
        expect(await maskedSource(once)).toBe(once);
      }),
      { numRuns: 100 },
    );
  });

  test('has one placeholder for a value that the text escapes', async () => {
    const [token = ''] = TOKENS;
    const structuredContent = { a: `x ${token} y` };
    const content = [{ type: 'text', text: JSON.stringify(structuredContent).replace('_', String.raw`\u005f`) }];
    const masked = await maskedSource(JSON.stringify({ content, structuredContent }));
    expect(masked).not.toContain('_2>');
  });

  test('in other words is masked in both places and counts once', async () => {
    const [token = ''] = TOKENS;
    const result = { content: [{ type: 'text', text: `It is ${token}.` }], structuredContent: { value: token } };
    const { findings, edits } = await judged(JSON.stringify(result));
    expect(edits).toHaveLength(2);
    expect(findings).toMatchObject([
      { path: ['content', 0, 'text'], copies: [{ path: ['structuredContent', 'value'], start: 0, end: 19 }] },
    ]);
  });
});

function stringOf(value: JsonValue | undefined): string {
  if (typeof value !== 'string') throw new Error('no string stands there');
  return value;
}

function blocksOf(result: JsonValue): readonly JsonValue[] {
  const content = member(result, 'content');
  return Array.isArray(content) ? content : [];
}

describe('a file in base64', () => {
  const [token = '', other = ''] = TOKENS;
  const blobOf = (masked: string): string => {
    const contents = member(parseJson(masked), 'contents');
    return stringOf(member(Array.isArray(contents) ? contents[0] : undefined, 'blob'));
  };
  const withBlob = (file: Buffer): string =>
    JSON.stringify({ contents: [{ uri: 'file:///a', blob: file.toString('base64') }] });

  test('is masked inside: the rest of it stays, and a value keeps its placeholder', async () => {
    const session = new ClientSession('client:test');
    const before = await maskedSource(JSON.stringify({ content: [{ type: 'text', text: other }] }), session);
    expect(before).toContain('<HUGGINGFACE_TOKEN>');
    const file = `naïve 🚀 ${token}\r\n${other}\nthe end`;
    for (const _again of [1, 2]) {
      const masked = await maskedSource(withBlob(Buffer.from(file)), session);
      const read = Buffer.from(blobOf(masked), 'base64').toString();
      expect(read).toBe('naïve 🚀 <HUGGINGFACE_TOKEN_2>\r\n<HUGGINGFACE_TOKEN>\nthe end');
    }
  });

  test.each(['latin1', 'utf16le'] as const)('is written as it was: %s', async (encoding) => {
    const bom = encoding === 'utf16le' ? '\ufeff' : '';
    const masked = await maskedSource(withBlob(Buffer.from(`${bom}é ${token} ÿ`, encoding)));
    expect(Buffer.from(blobOf(masked), 'base64').toString(encoding)).toBe(`${bom}é <HUGGINGFACE_TOKEN> ÿ`);
  });

  test('whatever it holds is base64 of the same file but for the values', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (file) => {
        const expected = TOKENS.reduce((all, one) => all.replaceAll(one, '<T>'), file.toWellFormed());
        const masked = await maskedSource(withBlob(Buffer.from(file)));
        const read = Buffer.from(blobOf(masked), 'base64').toString();
        expect(read.replaceAll(/<HUGGINGFACE_TOKEN(?:_\d)?>/gu, '<T>')).toBe(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('stands in the log masked, and its finding is all of it', async () => {
    const { logged, findings } = await judged(withBlob(Buffer.from(`key ${token} end`)));
    const stored = parseJson(logged ?? 'null');
    expect(isJsonObject(stored)).toBe(true);
    const blob = blobOf(logged ?? '');
    expect(Buffer.from(blob, 'base64').toString()).toBe('key <HUGGINGFACE_TOKEN> end');
    expect(findings).toMatchObject([{ path: ['contents', 0, 'blob'], start: 0, end: blob.length }]);
    expect(logged?.slice(...(findings[0] && 'at' in findings[0] ? spanOf(findings[0].at) : [0, 0]))).toBe(blob);
  });

  test('that is no text stays as it is, and with a secret in it is stopped', async () => {
    const picture = Buffer.concat([Buffer.from([0x89, 0x50, 0, 0xff, 0xfe]), Buffer.alloc(300, 7)]);
    const clean = await judged(withBlob(picture));
    expect(clean).toMatchObject({ verdict: 'allow', edits: [], findings: [] });
    const archive = Buffer.concat([picture, Buffer.from(` ${token} `), picture]);
    const stopped = await judged(withBlob(archive));
    expect(stopped).toMatchObject({ verdict: 'block', refusal: expect.stringContaining('no text') as unknown });
    expect(stopped.logged).not.toContain(archive.toString('base64').slice(410, 440));
  });
});

function spanOf(at: unknown): [number, number] {
  const [start, end] = Array.isArray(at) ? at.map(Number) : [];
  return [start ?? 0, end ?? 0];
}
