import { expect, test } from 'vitest';
import type { CallQuery } from '../../../state/calls/query.ts';
import { toggled, without } from './change.ts';
import { chipsOf } from './chips.ts';
import { narrow, optionsOf } from './kinds.ts';

const facets = {
  clients: ['client:cursor'],
  servers: ['files', 'github'],
  tools: ['read'],
  detectors: ['secret.github'],
};
const option = (query: CallQuery, value: string) => {
  const found = optionsOf(query, facets).find((one) => one.value === value);
  if (!found) throw new Error(`No option ${value}`);
  return found;
};

test('choosing a value adds it, choosing it again takes it away', () => {
  const one = toggled({}, option({}, 'files'));
  expect(one).toEqual({ servers: ['files'] });
  const two = toggled(one, option(one, 'github'));
  expect(two).toEqual({ servers: ['files', 'github'] });
  expect(toggled(toggled(two, option(two, 'files')), option({ servers: ['github'] }, 'github'))).toEqual({});
  expect(toggled({ time: '1h' }, option({ time: '1h' }, 'today'))).toEqual({ time: 'today' });
  expect(toggled({ time: '1h' }, option({ time: '1h' }, '1h'))).toEqual({});
  expect(toggled({ outcomes: ['masked'] }, option({ outcomes: ['masked'] }, 'blocked'))).toEqual({
    outcomes: ['blocked', 'masked'],
  });
});

test('removing a filter leaves the others', () => {
  expect(without({ servers: ['a'], text: 'x' }, 'servers')).toEqual({ text: 'x' });
});

test('typing searches through kinds and values', () => {
  const found = narrow(optionsOf({}, facets), undefined, 'git').map((one) => one.value);
  expect(found).toEqual(['github', 'secret.github']);
  expect(narrow(optionsOf({}, facets), 'servers', '').map((one) => one.value)).toEqual(['files', 'github']);
});

test('a name that is chosen can be taken away even when the log no longer holds it', () => {
  expect(optionsOf({ servers: ['gone'] }, facets).find((one) => one.value === 'gone')?.chosen).toBe(true);
});

test('chips say what is set', () => {
  expect(chipsOf({ outcomes: ['blocked'], clients: ['client:cursor'], time: '15m', text: 'x' })).toEqual([
    { kind: 'outcomes', title: 'Outcome', values: ['blocked'] },
    { kind: 'clients', title: 'Client', values: ['cursor'] },
    { kind: 'time', title: 'Time', values: ['last 15 minutes'] },
  ]);
});
