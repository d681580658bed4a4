import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activityLink, formatRoute, parseRoute, type Route, serverLink, toolLink } from './route.ts';

const name = fc.string({ minLength: 1, maxLength: 30, unit: 'binary' }).filter((text) => text.isWellFormed());
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constant<Route>({ screen: 'overview' }),
  fc.record({
    screen: fc.constant('activity' as const),
    entryId: fc.option(name, { nil: undefined }),
    query: fc.constant({}),
  }),
  fc.record({ screen: fc.constant('review' as const), item: fc.option(name, { nil: undefined }) }),
  fc.record({ screen: fc.constant('servers' as const), name: fc.option(name, { nil: undefined }) }),
  fc.record({ screen: fc.constant('tools' as const), server: name, name: fc.option(name, { nil: undefined }) }),
);

test('a place survives the address, whatever names it holds', () => {
  fc.assert(
    fc.property(routes, (route) => {
      expect(parseRoute(formatRoute(route))).toEqual(route);
    }),
  );
});

test('filters are part of the place', () => {
  expect(parseRoute('#/activity?outcome=blocked&server=github')).toEqual({
    screen: 'activity',
    entryId: undefined,
    query: { outcomes: ['blocked'], servers: ['github'] },
  });
  expect(activityLink({ servers: ['a/b?c'] }, 'id')).toBe('#/activity/id?server=a%2Fb%3Fc');
});

test('unknown places are the overview', () => {
  for (const hash of ['', '#', '#/', '#/nowhere', '#key=abc', '#/%E0%A4%A']) {
    expect(parseRoute(hash)).toEqual({ screen: 'overview' });
  }
  expect(parseRoute('#/servers/%E0%A4%A')).toEqual({ screen: 'servers', name: undefined });
});

test('links', () => {
  expect(serverLink()).toBe('#/servers');
  expect(toolLink('a b', 'c/d')).toBe('#/tools/a%20b/c%2Fd');
});
