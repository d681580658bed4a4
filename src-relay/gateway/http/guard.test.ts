import { expect, test } from 'vitest';
import { Guard } from './guard.ts';

const guard = new Guard('127.0.0.1', 8000, []);

test.each(['127.0.0.1:8000', 'localhost:8000', 'LOCALHOST:8000', 'localhost.:8000', '[::1]:8000'])(
  '%s is ours',
  (host) => {
    expect(guard.isOwnHost(host)).toBe(true);
  },
);

test.each([
  undefined,
  '',
  'localhost',
  'localhost:8001',
  'evil.example:8000',
  'localhost.evil.example:8000',
  '127.0.0.1.evil.example:8000',
  '2130706433:8000',
  '127.1:8000',
  '0.0.0.0:8000',
  'localhost:8000.evil.example',
  '[::ffff:127.0.0.1]:8000',
])('%s is not', (host) => {
  expect(guard.isOwnHost(host)).toBe(false);
});

test.each([
  'null',
  'http://evil.example',
  'https://localhost:8000',
  'http://localhost:8001',
  'chrome-extension://abc',
  'file://',
  '',
])('a page of %s may not connect', (origin) => {
  expect(guard.isOwnOrigin(origin)).toBe(false);
});

test('a program sends no Origin, our own page sends ours', () => {
  expect(guard.isOwnOrigin(undefined)).toBe(true);
  expect(guard.isOwnOrigin('http://127.0.0.1:8000')).toBe(true);
});

test('further names are taken with and without the port', () => {
  const wide = new Guard('0.0.0.0', 8000, ['Relay.Example']);
  expect(wide.isOwnHost('relay.example')).toBe(true);
  expect(wide.isOwnHost('relay.example:8000')).toBe(true);
  expect(wide.isOwnHost('other.example:8000')).toBe(false);
});
