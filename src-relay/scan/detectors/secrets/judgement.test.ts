import { describe, expect, it } from 'vitest';
import { isMadeOfDummyWords, isPlaceholder } from './placeholder-value.ts';
import { entropy, surprise } from './randomness.ts';
import { alnum, base64, hex, lower } from './samples.ts';
import { isSecretValue } from './secret-value.ts';
import { NOT_SECRET, PASSWORD, PERHAPS_SECRET, SECRET, strengthOfName } from './setting-name.ts';

const rate = (text: string): number => surprise(text) / text.length;

describe('surprise', () => {
  it('tells what was drawn from what was written', () => {
    const written = [
      'getElementsByClassName',
      'my-very-long-identifier-name2',
      'correct-horse-battery-staple',
      'com.example.app.Main$Inner',
      'text-embedding-3-large',
      'node-v24.1.0-linux-x64',
    ];
    for (const text of written) expect(rate(text), text).toBeLessThan(4.5);
    for (let seed = 400; seed < 500; seed++) {
      expect(rate(alnum(24, seed))).toBeGreaterThan(5);
      expect(rate(base64(40, seed))).toBeGreaterThan(5);
      expect(rate(lower(32, seed))).toBeGreaterThan(4.6);
    }
  });

  it('is low for counters and nothing', () => {
    expect(rate('1234567890')).toBeLessThan(1.5);
    expect(rate('0000000000')).toBeLessThan(1.5);
    expect(surprise('')).toBe(0);
  });
});

describe('entropy', () => {
  it('counts different characters', () => {
    expect(entropy('aaaa')).toBe(0);
    expect(entropy('abab')).toBe(1);
    expect(entropy(hex(256))).toBeGreaterThan(3.8);
  });
});

describe('strengthOfName', () => {
  it.each([
    [
      PASSWORD,
      'password passwd DB_PASSWORD dbPassword userPassword_2 spring.datasource.password smtp-pass PGPASSWORD pwd',
    ],
    [
      SECRET,
      'token accessToken api_key API-KEY X-Api-Key client_secret secretKeyBase AWS_SECRET_ACCESS_KEY authToken creds',
    ],
    [SECRET, 'githubToken privateKey encryption_key masterKey account_key WEBHOOK_SECRET jwt_secret_prod'],
    [PERHAPS_SECRET, 'key stripe_key Authorization auth'],
    [
      NOT_SECRET,
      'password_policy passwordHash token_count max_tokens next_token pageToken csrf_token secret_name keyId primary_key ' +
        'public_key sort_key cacheKey keyboard monkey tokenizer secretary bypass compass user_id tokenType password_reset_url',
    ],
  ])('%i: %s', (strength, names) => {
    for (const name of names.split(' ')) expect(strengthOfName(name), name).toBe(strength);
  });

  it('does not grow with what it is asked', () => {
    for (let i = 0; i < 5000; i++) strengthOfName(`setting_${i}`);
    expect(strengthOfName('x'.repeat(10_000))).toBe(NOT_SECRET);
  });
});

describe('placeholders', () => {
  it('are made of words, stars, templates and references', () => {
    const placeholders =
      'your-api-key-here mysecretpassword changeme123 CHANGE_ME <token> ${TOKEN} {{token}} $TOKEN %TOKEN% ******** xxxxxxxx ' +
      'process.env.TOKEN getToken() os.environ["X"] /run/secrets/token ./key.pem https://example.com/x abc123abc123 config.token';
    for (const value of placeholders.split(' ')) expect(isPlaceholder(value), value).toBe(true);
    for (let seed = 500; seed < 600; seed++) expect(isPlaceholder(alnum(24, seed))).toBe(false);
  });

  it('split without remainder', () => {
    expect(isMadeOfDummyWords('my_super-secretPassword42')).toBe(true);
    expect(isMadeOfDummyWords('quayside')).toBe(false);
    expect(isMadeOfDummyWords('12345')).toBe(false);
  });
});

describe('isSecretValue', () => {
  it('asks for more where the name says less', () => {
    const token = lower(20, 601);
    expect(isSecretValue(token, SECRET, 'quoted')).toBe(true);
    expect(isSecretValue(hex(40), SECRET, 'quoted')).toBe(true);
    expect(isSecretValue(hex(40), PERHAPS_SECRET, 'quoted')).toBe(false);
    expect(isSecretValue(alnum(32, 602), PERHAPS_SECRET, 'quoted')).toBe(true);
    expect(isSecretValue(token, NOT_SECRET, 'quoted')).toBe(false);
    expect(isSecretValue('Tiger99!', PASSWORD, 'line')).toBe(true);
    expect(isSecretValue('Tiger99!', PERHAPS_SECRET, 'line')).toBe(false);
  });

  it('leaves dates, versions, names of algorithms, addresses and words alone', () => {
    for (const value of [
      '2026-03-04',
      '^7.1.2',
      'sha256',
      'utf8',
      'bob@example.com',
      'required',
      '123456',
      'パスワード1',
    ])
      expect(isSecretValue(value, PASSWORD, 'quoted'), value).toBe(false);
    const address = `0x${hex(40)}`;
    for (const value of [address, '4AEE18F83AFDEB23', 'cl100k_base', 'us-east-1'])
      expect(isSecretValue(value, SECRET, 'quoted'), value).toBe(false);
  });
});
