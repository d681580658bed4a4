import { beforeEach, expect, test } from 'vitest';
import { PageSessions } from './sessions.ts';

const HOUR = 3_600_000;

let now: number;
let sessions: PageSessions;
beforeEach(() => {
  now = 1_700_000_000_000;
  sessions = new PageSessions(() => now);
});

function open(): { cookie: string; key: string } {
  const credentials = sessions.redeem(sessions.createLink());
  if (!credentials) throw new Error('the link did not work');
  return credentials;
}

test('a link works once', () => {
  const code = sessions.createLink();
  expect(sessions.redeem(code)).toBeDefined();
  expect(sessions.redeem(code)).toBeUndefined();
});

test('a link works within an hour, and not after it', () => {
  const [early, late] = [sessions.createLink(), sessions.createLink()];
  now += HOUR - 1;
  expect(sessions.redeem(early)).toBeDefined();
  now += 2;
  expect(sessions.redeem(late)).toBeUndefined();
  now -= HOUR;
  expect(sessions.redeem(late), 'it is gone, whatever the clock says').toBeUndefined();
});

test('no two links, cookies or keys are alike, and each holds 256 bits', () => {
  const secrets = Array.from({ length: 50 }, () => {
    const { cookie, key } = open();
    return [cookie, key, sessions.createLink()];
  }).flat();
  expect(new Set(secrets).size).toBe(secrets.length);
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
});

test('what is unknown opens nothing', () => {
  const code = sessions.createLink();
  for (const wrong of ['', code.slice(1), `${code}x`, code.toUpperCase(), '../', '__proto__']) {
    expect(sessions.redeem(wrong), wrong).toBeUndefined();
    expect(sessions.knows(wrong), wrong).toBe(false);
    expect(sessions.isValid(wrong, wrong), wrong).toBe(false);
  }
  expect(sessions.redeem(code), 'the right one still works').toBeDefined();
});

test('a page needs cookie and key of the same session', () => {
  const [one, two] = [open(), open()];
  expect(sessions.isValid(one.cookie, one.key)).toBe(true);
  expect(sessions.isValid(two.cookie, two.key)).toBe(true);
  for (const [cookie, key] of [
    [one.cookie, two.key],
    [one.key, one.cookie],
    [one.cookie, one.cookie],
    ['', one.key],
    ['', ''],
    [one.cookie, ''],
  ] as const) {
    expect(sessions.isValid(cookie, key)).toBe(false);
  }
  expect(sessions.knows(one.cookie)).toBe(true);
  expect(sessions.knows(one.key)).toBe(false);
  expect(sessions.knows('')).toBe(false);
});

test('many links and sessions do not fill the memory: the oldest make room, the latest work', () => {
  const [firstLink, firstSession] = [sessions.createLink(), open()];
  const links = Array.from({ length: 100 }, () => sessions.createLink());
  expect(sessions.redeem(firstLink)).toBeUndefined();
  expect(sessions.redeem(links.at(-1) ?? '')).toBeDefined();
  const opened = Array.from({ length: 100 }, () => open());
  expect(sessions.isValid(firstSession.cookie, firstSession.key)).toBe(false);
  for (const { cookie, key } of opened) expect(sessions.isValid(cookie, key)).toBe(true);
});
