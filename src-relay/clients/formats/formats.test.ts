import fc from 'fast-check';
import { parse as parseToml, stringify } from 'smol-toml';
import { expect, test } from 'vitest';
import { addEntry, entriesOf, restoreEntry, takeEntry } from './entries.ts';
import { jsonFormat } from './json-format.ts';
import { tomlFormat } from './toml-format.ts';

const ENTRY = { command: 'C:\\bin\\brücke "x"', args: ['a\nb', '\u007f'], headers: { 'X-Y': 'z' } };

/** White space and comments as they may stand between any two tokens of JSON with comments. */
const blank = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '\n    ',
  ' // c "x": {\n',
  '/* , } */',
  ' /* a\n b */ ',
  '\n  // , ]\n  ',
);
const key = fc.constantFrom('a', 'b', 'mcpServers', 'mcpServers ', '', '"', '日本', '__proto__', 'a/b', '//');

/** Any JSON text with comments, odd white space, trailing commas and keys that stand twice. */
const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('1', '-0.5e3', 'true', 'null', '"x"', '"// \\" {"', '"\\u00e9"'),
    tie('object'),
    tie('array'),
  ),
  object: fc
    .tuple(fc.array(fc.tuple(blank, key, blank, blank, tie('value'), blank), { maxLength: 4 }), blank, fc.boolean())
    .map(([members, end, isTrailing]) => {
      const inner = members.map(([a, name, b, c, value, d]) => `${a}${JSON.stringify(name)}${b}:${c}${value}${d}`);
      return `{${inner.join(',')}${isTrailing && inner.length > 0 ? ',' : ''}${end}}`;
    }),
  array: fc
    .array(fc.tuple(blank, tie('value'), blank), { maxLength: 3 })
    .map((items) => `[${items.map((item) => item.join('')).join(',')}]`),
})).object;

const servers = fc
  .array(fc.tuple(blank, key, blank, jsonText, blank), { maxLength: 4 })
  .map(
    (members) =>
      `{${members.map(([a, name, b, value, c]) => `${a}${JSON.stringify(name)}:${b}${value}${c}`).join(',')}}`,
  );
const documentText = fc
  .tuple(fc.constantFrom('', '\ufeff'), blank, jsonText, blank, servers, fc.boolean(), blank)
  .map(([mark, start, root, middle, section, hasSection, end]) => {
    const open = root.indexOf('{') + 1;
    const rest = root.slice(open);
    const isEmpty = rest.replaceAll(/\/\/[^\n]*\n|\/\*[\s\S]*?\*\//gu, '').trim() === '}';
    const text = hasSection ? `{"mcpServers":${middle}${section}${isEmpty ? rest : `,${rest}`}` : root;
    return `${mark}${start}${text}${end}`;
  });

test('JSON: put in and taken out, any text has its bytes again', () => {
  const format = jsonFormat('relaxed');
  fc.assert(
    fc.property(documentText, (text) => {
      const source = { file: 'f', text, section: 'mcpServers', format };
      const read = format.read(text);
      // A section that stands twice may be no object the second time.
      fc.pre('value' in read && isEntries(read.value.mcpServers));
      const added = addEntry(source, 'ours', ENTRY);
      expect(entriesOf({ ...source, text: added.text }).ours).toEqual(ENTRY);
      expect(takeEntry({ ...source, text: added.text }, 'ours', added.inserted)).toBe(text);
    }),
    { numRuns: 400 },
  );
});

test('JSON: any entry taken out leaves all others, and can be put back as it was written', () => {
  const format = jsonFormat('relaxed');
  fc.assert(
    fc.property(documentText, fc.nat(3), (text, index) => {
      const source = { file: 'f', text, section: 'mcpServers', format };
      const read = format.read(text);
      fc.pre('value' in read && isEntries(read.value.mcpServers));
      const before = entriesOf(source);
      const name = Object.keys(before)[index];
      fc.pre(name !== undefined);
      const written = format.sourceOf(text, 'mcpServers', name ?? '') ?? '';
      const without = takeEntry(source, name ?? '');
      const { [name ?? '']: _taken, ...others } = before;
      expect(entriesOf({ ...source, text: without })).toEqual(others);
      const back = restoreEntry({ ...source, text: without }, name ?? '', written);
      expect(entriesOf({ ...source, text: back })).toEqual(before);
    }),
    { numRuns: 400 },
  );
});

const tomlValue = fc.oneof(
  fc.string({ unit: 'binary-ascii' }),
  fc.integer(),
  fc.boolean(),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.constantFrom('[mcp_servers.x]', '"""\n[a]\n', "'''", '# c'),
);
const tomlKey = fc.constantFrom('a', 'b', 'with space', 'x.y', '日本', '');
const tomlText = fc
  .tuple(
    fc.dictionary(tomlKey, tomlValue, { maxKeys: 3, noNullPrototype: true }),
    fc.dictionary(tomlKey, fc.dictionary(tomlKey, tomlValue, { maxKeys: 3, noNullPrototype: true }), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    fc.constantFrom('', '# top\n', "s = '''\n[mcp_servers.no]\n'''\n", 'l = [\n  "[x]", # ]\n]\r\n'),
    fc.constantFrom('', '\n', '\n# tail', '\r\n\r\n'),
  )
  .map(([settings, entries, head, tail]) => head + stringify({ ...settings, mcp_servers: entries }) + tail);

test('TOML: put in and taken out, any text has its bytes again', () => {
  fc.assert(
    fc.property(tomlText, (text) => {
      fc.pre(isToml(text));
      const source = { file: 'f', text, section: 'mcp_servers', format: tomlFormat };
      const added = addEntry(source, 'ours', ENTRY);
      expect(entriesOf({ ...source, text: added.text }).ours).toEqual(ENTRY);
      expect(takeEntry({ ...source, text: added.text }, 'ours', added.inserted)).toBe(text);
    }),
    { numRuns: 300 },
  );
});

test('TOML: any table taken out leaves all else, and can be put back as it was written', () => {
  fc.assert(
    fc.property(tomlText, fc.nat(2), (text, index) => {
      fc.pre(isToml(text));
      const source = { file: 'f', text, section: 'mcp_servers', format: tomlFormat };
      const before = entriesOf(source);
      const name = Object.keys(before)[index];
      fc.pre(name !== undefined);
      const written = tomlFormat.sourceOf(text, 'mcp_servers', name ?? '') ?? '';
      const without = takeEntry(source, name ?? '');
      expect(entriesOf({ ...source, text: restoreEntry({ ...source, text: without }, name ?? '', written) })).toEqual(
        before,
      );
    }),
    { numRuns: 300 },
  );
});

function isEntries(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
}

function isToml(text: string): boolean {
  try {
    parseToml(text);
    return true;
  } catch {
    return false;
  }
}
