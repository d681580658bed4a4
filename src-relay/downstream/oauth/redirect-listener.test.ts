import { afterEach, expect, test } from 'vitest';
import { RedirectListener } from './redirect-listener.ts';

const open: RedirectListener[] = [];
afterEach(() => {
  for (const listener of open.splice(0)) listener.close();
});

async function listen(ports: readonly number[] = [0], patienceMs?: number): Promise<RedirectListener> {
  const listener = await RedirectListener.open(ports, patienceMs);
  open.push(listener);
  return listener;
}

function answerTo({ redirectUri, state }: RedirectListener, parameters: Record<string, string> = {}): URL {
  const url = new URL(redirectUri);
  url.search = new URLSearchParams({ state, code: 'c', ...parameters }).toString();
  return url;
}

test('takes one answer, on the loopback interface, and shows how it ended', async () => {
  const listener = await listen();
  expect(listener.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/u);
  const page = fetch(answerTo(listener, { iss: 'https://a' }));
  const answer = await listener.answer(new AbortController().signal);
  expect(answer).toMatchObject({ code: 'c', iss: 'https://a', error: undefined });
  const second = await fetch(answerTo(listener, { code: 'other' }));
  expect(second.status).toBe(400);
  answer.reply(true);
  const shown = await page;
  expect(shown.status).toBe(200);
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(shown.headers.get('referrer-policy')).toBe('no-referrer');
  expect(shown.headers.get('cache-control')).toBe('no-store');
});

test('every sign-in has a state of its own that nobody guesses', async () => {
  const states = await Promise.all([listen(), listen(), listen()].map(async (one) => (await one).state));
  expect(new Set(states).size).toBe(3);
  for (const state of states) expect(state).toMatch(/^[\w-]{43}$/u);
});

test('guessing ends the sign-in', async () => {
  const listener = await listen();
  const answer = listener.answer(new AbortController().signal).catch(String);
  for (let guess = 0; guess < 20; guess += 1) await fetch(answerTo(listener, { state: `guess ${guess}` }));
  expect(await answer).toContain('did not belong to this sign-in');
});

test('ends by itself, and when it is told to', async () => {
  const late = await listen([0], 10);
  await expect(late.answer(new AbortController().signal)).rejects.toThrow('Nobody finished the sign-in');
  const listener = await listen();
  const stop = new AbortController();
  const answer = listener.answer(stop.signal);
  stop.abort(new Error('stopped'));
  await expect(answer).rejects.toThrow('stopped');
});

test('takes the next port where one is taken, and says so where there is none', async () => {
  const first = await listen();
  const port = Number(new URL(first.redirectUri).port);
  expect(new URL((await listen([port, 0])).redirectUri).port).not.toBe(String(port));
  await expect(listen([port])).rejects.toThrow('"oauth.redirectPort"');
});
