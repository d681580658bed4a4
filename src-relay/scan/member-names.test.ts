import { expect, it } from 'vitest';
import { parseJson } from '../protocol/json.ts';
import { ItemScanner } from './item-scan.ts';
import { scanRaw } from './jsonl.ts';
import { LOCAL_RULES } from './registry.ts';

const VALUE = 'kZ8wQ2nT5xLr';
const scanner = new ItemScanner(LOCAL_RULES);

it.each([
  ['a list of environment variables', [{ name: 'DB_PASSWORD', value: VALUE }], true],
  ['any case', [{ key: 'db_password', Value: VALUE, index: 3 }], true],
  ['inside of other objects', { env: { one: { variable: 'DB_PASSWORD', val: VALUE } } }, true],
  ['a name that says nothing', [{ name: 'BUILD_ID', value: VALUE }], false],
  ['another string between', [{ name: 'db_password', of: 'main', value: VALUE }], false],
  ['the value of another object', [{ name: 'db_password' }, { value: VALUE }], false],
])('a value stands under the name beside it: %s', (_what, value, isFound) => {
  const text = JSON.stringify(value);
  const wanted = isFound ? [VALUE] : [];
  expect(scanRaw(text, 'response').map(({ start, end }) => text.slice(start, end))).toEqual(wanted);
  expect(scanner.scan(parseJson(text), 'response').map(({ kind }) => kind)).toEqual(wanted.map(() => 'secret'));
  const nested = scanner.scan([{ type: 'text', text }], 'response').map(({ start, end }) => text.slice(start, end));
  expect(nested).toEqual(wanted);
});
