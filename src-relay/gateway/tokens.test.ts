import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../protocol/log.ts';
import { createToken, readTokens, revokeTokens, TokenBook } from './tokens.ts';

const SILENT = createLog('error', () => {});
let file = '';
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'tokens-')), 'tokens.json');
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(join(file, '..'), { recursive: true });
});

test('a token authorises its client; the file holds no token and is closed to others', () => {
  const { token } = createToken(file, 'cursor');
  expect(new TokenBook(file, [], SILENT).identify(`Bearer ${token}`)?.identity).toBe('client:cursor');
  expect(readFileSync(file, 'utf8')).not.toContain(token);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([undefined, '', 'Bearer', 'Bearer ', 'Bearer nope', 'Basic abc', 'nope'])(
  '%s authorises nobody',
  (header) => {
    createToken(file, 'cursor');
    expect(
      new TokenBook(file, [{ token: 'fixed-token', identity: 'client:env' }], SILENT).identify(header),
    ).toBeUndefined();
  },
);

test('a running relay takes up tokens that are created, and drops those that are revoked', () => {
  const book = new TokenBook(file, [], SILENT);
  const { token } = createToken(file, 'cursor');
  vi.advanceTimersByTime(1000);
  expect(book.identify(`bearer ${token}`)?.identity).toBe('client:cursor');
  expect(revokeTokens(file, 'cursor')).toHaveLength(1);
  vi.advanceTimersByTime(1000);
  expect(book.identify(`Bearer ${token}`)).toBeUndefined();
  expect(readTokens(file)).toEqual([]);
});

test('a connection that has shown a valid token is no way around the tokens', () => {
  const { token } = createToken(file, 'cursor');
  const book = new TokenBook(file, [{ token: 'fixed-token', identity: 'client:env' }], SILENT);
  const connection = {};
  for (let call = 0; call < 2; call++) {
    expect(book.identify(`Bearer ${token}`, connection)?.identity).toBe('client:cursor');
    expect(book.identify('Bearer fixed-token', connection)?.identity).toBe('client:env');
    expect(book.identify(`Bearer ${token}x`, connection)).toBeUndefined();
    expect(book.identify(undefined, connection)).toBeUndefined();
  }
  expect(book.identify(`Bearer ${token}`, connection)).toBeDefined();
  revokeTokens(file, 'cursor');
  vi.advanceTimersByTime(1000);
  expect(book.identify(`Bearer ${token}`, connection)).toBeUndefined();
});

test('every request is held against the tokens anew', () => {
  const book = new TokenBook(file, [{ token: 'fixed-token', identity: 'client:env' }], SILENT);
  expect(book.identify('Bearer fixed-token')?.identity).toBe('client:env');
  expect(book.identify('Bearer fixed-toke')).toBeUndefined();
  expect(book.identify(undefined)).toBeUndefined();
});

test('a broken file authorises nobody and is not overwritten', () => {
  writeFileSync(file, '{');
  expect(new TokenBook(file, [], SILENT).identify('Bearer x')).toBeUndefined();
  expect(() => createToken(file, 'cursor')).toThrow(/broken/u);
  expect(readFileSync(file, 'utf8')).toBe('{');
});
