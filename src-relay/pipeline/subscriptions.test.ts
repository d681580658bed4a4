import { beforeEach, expect, test } from 'vitest';
import { ClientSession } from './session.ts';
import { Subscriptions, type ResourceServer } from './subscriptions.ts';

let subscriptions: Subscriptions;
let one: ClientSession;
let two: ClientSession;
let said: string[];
/** Lets the server agree to what it was asked, or not. */
let answers: PromiseWithResolvers<void>[];
let server: ResourceServer;

function fake(isAgreeing: boolean): ResourceServer {
  return {
    subscribe: (uri) => {
      said.push(`subscribe ${uri}`);
      const answer = Promise.withResolvers<void>();
      answers.push(answer);
      if (isAgreeing) answer.resolve();
      return answer.promise;
    },
    unsubscribe: (uri) => {
      said.push(`unsubscribe ${uri}`);
      return Promise.resolve();
    },
  };
}

beforeEach(() => {
  subscriptions = new Subscriptions();
  [one, two] = [new ClientSession('client:a'), new ClientSession('client:b')];
  said = [];
  answers = [];
  server = fake(true);
});

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};
const subscribersOf = (uri: string, of = server): (string | undefined)[] =>
  [one, two].map((each) => subscriptions.subscribersOf(of, uri).get(each));

test('the server hears of the first and of the last, and each hears under the address it knows', async () => {
  expect(await subscriptions.add(one, server, 'x', 'shown to one')).toBe(true);
  expect(await subscriptions.add(one, server, 'x', 'again')).toBe(true);
  expect(await subscriptions.add(two, server, 'x', 'shown to two')).toBe(true);
  expect(subscribersOf('x')).toEqual(['shown to one', 'shown to two']);
  await subscriptions.remove(one, server, 'x');
  await subscriptions.remove(one, server, 'x');
  expect(said).toEqual(['subscribe x']);
  await subscriptions.remove(two, server, 'x');
  expect(said).toEqual(['subscribe x', 'unsubscribe x']);
  expect(subscribersOf('x')).toEqual([undefined, undefined]);
  expect(subscriptions.size).toBe(0);
});

test('two servers, or two connections to one, have subscriptions of their own', async () => {
  const other = fake(true);
  await subscriptions.add(one, server, 'x', 'x');
  await subscriptions.add(two, other, 'x', 'x');
  expect(subscribersOf('x')).toEqual(['x', undefined]);
  expect(subscribersOf('x', other)).toEqual([undefined, 'x']);
});

test('what the server does not agree to is an error of all who waited for it, and can be tried again', async () => {
  server = fake(false);
  const both = Promise.allSettled([subscriptions.add(one, server, 'x', 'x'), subscriptions.add(two, server, 'x', 'x')]);
  await settled();
  answers[0]?.reject(new Error('not now'));
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(subscribersOf('x')).toEqual([undefined, undefined]);
  const again = subscriptions.add(one, server, 'x', 'x');
  await settled();
  answers[1]?.resolve();
  expect(await again).toBe(true);
  expect(said).toEqual(['subscribe x', 'subscribe x']);
});

test('who goes away before the server has agreed leaves nothing at the server', async () => {
  server = fake(false);
  const asked = subscriptions.add(one, server, 'x', 'x');
  await settled();
  subscriptions.drop(one);
  expect(said).toEqual(['subscribe x']);
  answers[0]?.resolve();
  await asked;
  await settled();
  expect(said).toEqual(['subscribe x', 'unsubscribe x']);
  expect(subscriptions.size).toBe(0);
});

test('who comes while the last one goes keeps the subscription', async () => {
  await subscriptions.add(one, server, 'x', 'x');
  const going = subscriptions.remove(one, server, 'x');
  const coming = subscriptions.add(two, server, 'x', 'x');
  await Promise.all([going, coming]);
  expect(said).toEqual(['subscribe x']);
  expect(subscribersOf('x')).toEqual([undefined, 'x']);
});

test('who has gone gets nothing more', async () => {
  await subscriptions.add(one, server, 'x', 'x');
  await subscriptions.add(one, server, 'y', 'y');
  subscriptions.drop(one);
  await settled();
  expect(said).toEqual(['subscribe x', 'subscribe y', 'unsubscribe x', 'unsubscribe y']);
  expect(await subscriptions.add(one, server, 'z', 'z')).toBe(false);
  expect(said).not.toContain('subscribe z');
});

test('one may hold a thousand, and that many are no work', async () => {
  for (let index = 0; index < 1000; index += 1) await subscriptions.add(one, server, `x${index}`, 'x');
  expect(await subscriptions.add(one, server, 'more', 'x')).toBe(false);
  expect(await subscriptions.add(two, server, 'more', 'x')).toBe(true);
  await subscriptions.remove(one, server, 'x0');
  expect(await subscriptions.add(one, server, 'more', 'x')).toBe(true);
});

test('all together may hold fifty thousand, and who leaves takes no longer for it', async () => {
  const sessions = Array.from({ length: 50 }, () => new ClientSession('client:c'));
  const begin = performance.now();
  for (const session of sessions) {
    for (let index = 0; index < 1000; index += 1) await subscriptions.add(session, server, `x${index}`, 'x');
  }
  expect(await subscriptions.add(one, server, 'x0', 'x')).toBe(false);
  for (const session of sessions) subscriptions.drop(session);
  await settled();
  expect(subscriptions.size).toBe(0);
  expect(performance.now() - begin).toBeLessThan(5000);
});
