import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
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
  const wide = new Guard('0.0.0.0', 8000, ['Relay.Example', '2001:DB8::1', '[2001:db8::2]']);
  expect(wide.isOwnHost('relay.example')).toBe(true);
  expect(wide.isOwnHost('relay.example:8000')).toBe(true);
  expect(wide.isOwnHost('other.example:8000')).toBe(false);
  expect(wide.isOwnHost('[2001:db8::1]:8000')).toBe(true);
  expect(wide.isOwnHost('[2001:db8::2]')).toBe(true);
});

test('on the default port the own names stand without it, as browsers send them', () => {
  const plain = new Guard('127.0.0.1', 80, []);
  expect(plain.isOwnHost('localhost')).toBe(true);
  expect(plain.isOwnHost('evil.example')).toBe(false);
});

/** Names, numbers and marks that hosts and origins are made of, in any order. */
const pieces = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('127.0.0.1', 'localhost', 'LocalHost', '::1', '[::1]', '8000', 'http://') },
  { weight: 3, arbitrary: fc.constantFrom(':', '.', '/', '@', '%', '#', '?', '[', ']', ' ', '\t', ',', '-', '0', '1') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);
const OWN_HOSTS = [
  '127.0.0.1:8000',
  'localhost:8000',
  'localhost.:8000',
  '127.0.0.1.:8000',
  '[::1]:8000',
  '[::1].:8000',
];

test('whatever Host is made of our names: what is taken is one of them', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
      const host = parts.join('');
      if (guard.isOwnHost(host)) expect(OWN_HOSTS).toContain(host.toLowerCase());
    }),
    { numRuns: 5000 },
  );
});

test('whatever Origin is made of our names: what is taken is the origin of our own page', () => {
  const own = ['http://127.0.0.1:8000', 'http://localhost:8000', 'http://[::1]:8000'];
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
      const origin = parts.join('');
      if (guard.isOwnOrigin(origin)) expect(own).toContain(new URL(origin).origin);
    }),
    { numRuns: 5000 },
  );
});

function request(headers: IncomingHttpHeaders, url = '/mcp', version = '1.1'): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  message.headers = { host: '127.0.0.1:8000', ...headers };
  message.rawHeaders = Object.entries(message.headers).flatMap(([name, value]) => [name, String(value)]);
  return Object.assign(message, { url, method: 'GET', httpVersion: version });
}

test.each([
  { what: 'a plain request', headers: {}, status: undefined },
  { what: 'a person who types the address', headers: { 'sec-fetch-site': 'none' }, status: undefined },
  {
    what: 'a person who follows a link from elsewhere',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    status: undefined,
  },
  {
    what: 'a picture of another site',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    status: 403,
  },
  { what: 'another port of this machine', headers: { 'sec-fetch-site': 'same-site' }, status: 403 },
  {
    what: 'a frame of another site',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    status: 403,
  },
  { what: 'a prefetch', headers: { 'sec-fetch-site': 'none', 'sec-purpose': 'prefetch' }, status: 403 },
  { what: 'another address', headers: {}, url: 'http://127.0.0.1:8000/mcp', status: 403 },
  { what: 'a chunked body', headers: { 'transfer-encoding': 'Chunked' }, status: undefined },
  { what: 'another coding', headers: { 'transfer-encoding': 'gzip, chunked' }, status: 400 },
  { what: 'chunks over HTTP/1.0', headers: { 'transfer-encoding': 'chunked' }, version: '1.0', status: 400 },
  {
    what: 'many headers',
    headers: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`x-${index}`, 'a'])),
    status: 431,
  },
])('$what: $status', ({ headers, url, version, status }) => {
  expect(guard.refusal(request(headers, url, version), false)?.status).toBe(status);
});

test('a probe may use any Host, and nothing else', () => {
  expect(guard.refusal(request({ host: '10.0.0.1' }, '/health'), true)).toBeUndefined();
  expect(guard.refusal(request({ host: '10.0.0.1', origin: 'http://10.0.0.1' }, '/health'), true)?.status).toBe(403);
});
