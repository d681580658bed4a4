import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { writeServerSwitch } from './edit.ts';

function fileWith(text: string, name = 'config.json'): string {
  const folder = mkdtempSync(join(tmpdir(), 'config-edit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('only the switch changes: comments, order, odd layout and trailing commas stay', async () => {
  const text =
    '\ufeff{\r\n\t// mine\r\n\t"mcpServers": {\r\n\t\t"a": { "command": "x", }, /* b */\r\n\t\t"b": {"url":"http://h/"}\r\n\t},\r\n\t"other": [1,2,]\r\n}\r\n';
  const file = fileWith(text);
  await writeServerSwitch(file, 'b', 'hidden_mode', true);
  const changed = readFileSync(file, 'utf8');
  expect(changed.replace(/,\s*"hidden_mode": true\s*/u, '')).toBe(text);
  expect(changed).not.toMatch(/[^\r]\n/u);
  await writeServerSwitch(file, 'b', 'hidden_mode', false);
  expect(readFileSync(file, 'utf8')).toBe(changed.replace('"hidden_mode": true', '"hidden_mode": false'));
});

test('YAML keeps its comments', async () => {
  const file = fileWith('# mine\nmcpServers:\n  a: # the first\n    command: x\n', 'config.yaml');
  await writeServerSwitch(file, 'a', 'enabled', true);
  await writeServerSwitch(file, 'a', 'enabled', false);
  expect(readFileSync(file, 'utf8')).toBe(
    '# mine\nmcpServers:\n  a: # the first\n    enabled: false\n    command: x\n',
  );
});

test('permissions and a link to the file stay what they are', async () => {
  const file = fileWith('{"mcpServers":{"a":{"command":"x"}}}');
  chmodSync(file, 0o640);
  const link = `${file}.link`;
  symlinkSync(file, link);
  await writeServerSwitch(link, 'a', 'enabled', false);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ mcpServers: { a: { command: 'x', enabled: false } } });
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readFileSync(link, 'utf8')).toBe(readFileSync(file, 'utf8'));
});

test.each([
  ['a broken file', '{"mcpServers":{"a":{"command":"x"}', /has errors now/u],
  ['a server that is gone', '{"mcpServers":{}}', /no longer in/u],
])('%s is left alone, with the way out', async (_what, text, message) => {
  const file = fileWith(text);
  await expect(writeServerSwitch(file, 'a', 'enabled', true)).rejects.toThrow(message);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('a file that was made read-only is not replaced', async () => {
  const text = '{"mcpServers":{"a":{"command":"x"}}}';
  const file = fileWith(text);
  chmodSync(file, 0o444);
  await expect(writeServerSwitch(file, 'a', 'enabled', false)).rejects.toThrow(/read-only/u);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('three changes at once are all written', async () => {
  const file = fileWith('mcpServers:\n  a:\n    command: x\n  b:\n    command: y\n', 'config.yaml');
  await Promise.all([
    writeServerSwitch(file, 'a', 'enabled', false),
    writeServerSwitch(file, 'b', 'hidden_mode', true),
    writeServerSwitch(file, 'b', 'enabled', false),
  ]);
  const text = readFileSync(file, 'utf8');
  expect(text.match(/enabled: false/gu)).toHaveLength(2);
  expect(text).toContain('hidden_mode: true');
});

test.each([
  ['an explicit key', 'mcpServers:\n  a:\n    ? command\n    : x\n'],
  ['a switch without a value', 'mcpServers:\n  a:\n    command: x\n    enabled:   # later\n'],
])('%s in YAML is written right or not at all', async (_what, text) => {
  const file = fileWith(text, 'config.yaml');
  const written = await writeServerSwitch(file, 'a', 'enabled', false).then(
    () => true,
    () => false,
  );
  const now = readFileSync(file, 'utf8');
  if (written) expect(parse(now)).toEqual({ mcpServers: { a: { command: 'x', enabled: false } } });
  else expect(now).toBe(text);
});
