import { expect, test } from 'vitest';
import { asJson } from '../../protocol/json.ts';
import { returnedValues } from './returned.ts';
import { ValueVault } from './vault.ts';

function vaultWith(value: string): ValueVault {
  const vault = new ValueVault();
  vault.remember('<NAME>', value, { kind: 'pii', name: 'NAME' });
  vault.restore('<NAME>');
  return vault;
}

function found(vault: ValueVault, text: string): string[] {
  return returnedValues(vault, asJson({ text })).map(({ start, end }) => text.slice(start, end));
}

test('a value is found with all its signs, in a longer word too, and as often as it stands there', () => {
  const value = '(Anna-Maria van Dyck)!';
  expect(found(vaultWith(value), `x${value}y ${value}`)).toEqual([value, value]);
});

test('a short value is found as it is', () => {
  expect(found(vaultWith('Bo Li'), 'Dear Bo Li,')).toEqual(['Bo Li']);
  expect(found(vaultWith('Bo'), 'Bobby')).toEqual([]);
});

test.each([
  ['base64', (text: string) => Buffer.from(`ab${text}`).toString('base64')],
  ['hex', (text: string) => Buffer.from(text).toString('hex')],
  ['an address', (text: string) => encodeURIComponent(text)],
  ['JSON', (text: string) => JSON.stringify({ a: `"${text}"` })],
])('a value is found in %s', (_how, write) => {
  const text = write('Anna-Maria van Dyck');
  expect(found(vaultWith('Anna-Maria van Dyck'), text)).toHaveLength(1);
});

test('what no server has is not looked for', () => {
  const vault = new ValueVault();
  vault.remember('<NAME>', 'Anna-Maria van Dyck', { kind: 'pii', name: 'NAME' });
  expect(found(vault, 'Anna-Maria van Dyck')).toEqual([]);
});
