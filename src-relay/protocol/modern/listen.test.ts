import { describe, expect, test } from 'vitest';
import { parseJson } from '../json.ts';
import {
  acknowledged,
  honoured,
  isSilent,
  listenResult,
  readListen,
  stamped,
  wants,
  type ListenFilter,
} from './listen.ts';

const all = { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true };
function filterOf(notifications: object): ListenFilter {
  const filter = readListen(parseJson(JSON.stringify({ notifications })));
  if ('code' in filter) throw new Error(filter.message);
  return filter;
}

test.each([
  [undefined],
  [{}],
  [{ notifications: [] }],
  [{ notifications: { toolsListChanged: 1 } }],
  [{ notifications: { resourceSubscriptions: 'a:b' } }],
  [{ notifications: { resourceSubscriptions: [1] } }],
  [{ notifications: { taskIds: Array.from({ length: 1001 }, () => 't') } }],
])('%j is refused in band', (params) => {
  expect(readListen(params)).toMatchObject({ status: 200, code: -32_602 });
});

test('what a listener does not wish for it does not hear', () => {
  const nothing = filterOf({});
  expect(nothing).toEqual({
    toolsListChanged: false,
    promptsListChanged: false,
    resourcesListChanged: false,
    resourceSubscriptions: [],
    taskIds: [],
  });
  expect(filterOf({ ...all, resourceSubscriptions: Array.from({ length: 1000 }, () => 'a:b') })).toMatchObject(all);
  expect(isSilent(nothing)).toBe(true);
});

describe('what is honoured', () => {
  const filter = filterOf({ ...all, resourceSubscriptions: ['a:b', 'a:b'], taskIds: ['t'] });

  test('is what the relay offers', () => {
    const capabilities = { tools: { listChanged: true }, prompts: {}, resources: { subscribe: true } };
    const subset = honoured(filter, capabilities, false);
    expect(subset).toEqual({
      toolsListChanged: true,
      promptsListChanged: false,
      resourcesListChanged: false,
      resourceSubscriptions: ['a:b'],
      taskIds: [],
    });
    expect(acknowledged('"listen:1"', subset)).toBe(
      '{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":' +
        '{"toolsListChanged":true,"resourceSubscriptions":["a:b"]},' +
        '"_meta":{"io.modelcontextprotocol/subscriptionId":"listen:1"}}}',
    );
    expect(isSilent(subset)).toBe(false);
    expect(isSilent(honoured(filter, {}, false))).toBe(true);
    expect(honoured(filter, {}, true).taskIds).toEqual(['t']);
  });

  test.each([
    ['notifications/tools/list_changed', undefined, true],
    ['notifications/resources/updated', 'a:b', true],
    ['notifications/resources/updated', 'a:b2', false],
    ['notifications/tasks', 't', true],
    ['notifications/message', undefined, false],
  ])('%s %s', (method, name, expected) => {
    expect(wants(filter, method, name)).toBe(expected);
    expect(wants(filterOf({}), method, name)).toBe(false);
  });
});

test('a notification carries the id of its listener, of whatever type', () => {
  expect(stamped('{"jsonrpc":"2.0","method":"m"}', '7')).toBe(
    '{"params":{"_meta":{"io.modelcontextprotocol/subscriptionId":7}},"jsonrpc":"2.0","method":"m"}',
  );
  expect(stamped('{"method":"m","params":{"uri":"a:b","_meta":{"x":1.0}}}', '"l"')).toBe(
    '{"method":"m","params":{"uri":"a:b","_meta":{"io.modelcontextprotocol/subscriptionId":"l","x":1.0}}}',
  );
  expect(parseJson(listenResult('"l"'))).toMatchObject({
    id: 'l',
    result: { resultType: 'complete', _meta: { 'io.modelcontextprotocol/subscriptionId': 'l' } },
  });
});
