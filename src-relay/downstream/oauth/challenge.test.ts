import { expect, test } from 'vitest';
import { bearerChallenge, scopesOf } from './challenge.ts';

test('reads what a Bearer challenge says, however it is written', () => {
  expect(bearerChallenge(['Bearer'])).toEqual({ resourceMetadata: undefined, scopes: [], error: undefined });
  expect(
    bearerChallenge([
      'Bearer realm="a, b=c", error="insufficient_scope", scope="mcp:read mcp:write", resource_metadata="https://h/x?a=1,2"',
    ]),
  ).toEqual({
    resourceMetadata: 'https://h/x?a=1,2',
    scopes: ['mcp:read', 'mcp:write'],
    error: 'insufficient_scope',
  });
  expect(bearerChallenge(['bearer scope=read,error = invalid_token'])).toMatchObject({
    scopes: ['read'],
    error: 'invalid_token',
  });
  expect(bearerChallenge([String.raw`BEARER error="say \"no\""`])?.error).toBe('say "no"');
});

test('finds it among challenges of other schemes, in one field or several', () => {
  expect(bearerChallenge(['Basic realm="x", scope="not this"', 'Bearer scope="this"'])?.scopes).toEqual(['this']);
  expect(bearerChallenge(['Basic realm="x", scope="not this", Bearer scope="this", Digest scope="nor that"'])).toEqual({
    resourceMetadata: undefined,
    scopes: ['this'],
    error: undefined,
  });
  expect(bearerChallenge(['Negotiate YWJjZA==, Bearer error="e"'])?.error).toBe('e');
  expect(bearerChallenge(['DPoP algs="ES256"', 'Basic realm="Bearer"'])).toBeUndefined();
  expect(bearerChallenge([])).toBeUndefined();
});

test('a name that stands twice keeps its first value', () => {
  expect(bearerChallenge(['Bearer scope="a", scope="b"'])?.scopes).toEqual(['a']);
});

test('garbage is read in linear time and says nothing', () => {
  const started = performance.now();
  for (const field of ['"'.repeat(100_000), `Bearer ${'a="'.repeat(50_000)}`, `Bearer x="${'\\'.repeat(100_000)}`]) {
    expect(bearerChallenge([field])?.scopes ?? []).toEqual([]);
  }
  expect(performance.now() - started).toBeLessThan(500);
});

test('only what can be a scope is one', () => {
  expect(scopesOf('a  b a "q" \u00e9 c')).toEqual(['a', 'b', 'c']);
  expect(scopesOf(undefined)).toEqual([]);
  expect(scopesOf('x '.repeat(5)).length).toBe(1);
});
