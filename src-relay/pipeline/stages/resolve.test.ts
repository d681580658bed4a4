import { expect, test } from 'vitest';
import type { DownstreamServer } from '../../downstream/server.ts';
import { callContext, idleServer } from '../context.fixture.ts';
import type { CallContext, Target } from '../context.ts';
import { resolveStage, stillStands } from './resolve.ts';

const own = { server: 's', name: 'own' };

function resolved(
  one: DownstreamServer,
  more: Partial<CallContext> = {},
  isPaused = false,
  found: () => Target | undefined = () => own,
): CallContext {
  const context = callContext(
    { jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} },
    { target: undefined, ...more },
  );
  const route = { ...context.route, find: found };
  const routed = { ...context, route };
  void resolveStage({ servers: new Map([['s', one]]), isPaused: () => isPaused, latecomers: () => undefined }).run(
    routed,
  );
  return routed;
}

test('a request finds its server, and is scanned', () => {
  const one = idleServer();
  expect(resolved(one)).toMatchObject({ target: own, bypassed: false });
  expect(resolved(one).server).toBe(one);
  expect(resolved(one, {}, false, () => undefined).target).toBeUndefined();
});

test('a name that nobody has yet is looked for again when the servers that are still starting have reported', async () => {
  const late = Promise.withResolvers<void>();
  let now: Target | undefined;
  const context = callContext({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} }, { target: undefined });
  const routed = { ...context, route: { ...context.route, find: () => now } };
  const one = idleServer();
  const surroundings = { servers: new Map([['s', one]]), isPaused: () => false, latecomers: () => late.promise };
  const running = resolveStage(surroundings).run(routed);
  expect(routed.target).toBeUndefined();
  now = own;
  late.resolve();
  await running;
  expect(routed).toMatchObject({ target: own, bypassed: false });
  expect(routed.server).toBe(one);
});

test('it bypasses scanning where its server is trusted, or while scanning is paused', () => {
  const one = idleServer();
  expect(resolved(one, {}, true).bypassed).toBe(true);
  one.hidden = true;
  expect(resolved(one).bypassed).toBe(true);
});

test('a server that is switched off has nothing, whatever is listed still', () => {
  const one = idleServer();
  one.enabled = false;
  expect(resolved(one).target).toBeUndefined();
});

test('a further round belongs to the server that asked for it', () => {
  expect(resolved(idleServer(), { carried: { server: 's', state: undefined } }).target).toEqual(own);
  expect(resolved(idleServer(), { carried: { server: 'other', state: undefined } }).target).toBeUndefined();
});

test('what was called stands as long as the same server offers it and is on', () => {
  const one = idleServer();
  let now: Target | undefined = own;
  const context = resolved(one, {}, false, () => now);
  expect(stillStands(context)).toBe(true);
  for (const other of [undefined, { server: 'other', name: 'own' }, { server: 's', name: 'other' }]) {
    now = other;
    expect(stillStands(context)).toBe(false);
  }
  now = own;
  one.enabled = false;
  expect(stillStands(context)).toBe(false);
});
