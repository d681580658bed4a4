import { expect, test } from 'vitest';
import { ownRequest } from '../../era/own-request.ts';
import type { OutgoingRequest } from '../../request.ts';
import { isForgotten, responseIn } from './refusal.ts';
import { postHeaders } from './request-headers.ts';
import { waitMs } from './resuming.ts';

const NO_ID = '{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"Bad Request: Server not initialized"}}';
const OURS = '{"jsonrpc":"2.0","id":5,"error":{"code":-32602,"message":"no such session"}}';
const NO_SESSION =
  '{"jsonrpc":"2.0","id":5,"error":{"code":-32000,"message":"Bad Request: No valid session ID provided"}}';
const UNSUPPORTED =
  '{"jsonrpc":"2.0","id":5,"error":{"code":-32022,"message":"x","data":{"supported":["2026-07-28"]}}}';

test.each([
  ['legacy', 's', 404, '', true],
  ['legacy', 's', 404, OURS, false],
  ['legacy', undefined, 404, '', false],
  ['legacy', 's', 400, NO_ID, true],
  ['legacy', 's', 400, 'Invalid session', true],
  ['legacy', 's', 400, 'the arguments are odd', false],
  ['legacy', 's', 400, OURS, false],
  ['legacy', 's', 400, NO_SESSION, true],
  ['legacy', undefined, 400, NO_SESSION, false],
  ['legacy', 's', 400, UNSUPPORTED, true],
  ['legacy', 's', 500, 'session', false],
  ['modern', undefined, 400, NO_ID, true],
  ['modern', undefined, 400, '<html>a proxy dislikes this</html>', false],
  ['modern', undefined, 404, OURS, false],
] as const)('%s, session %s: HTTP %i %s: forgotten is %s', (era, session, status, text, expected) => {
  expect(isForgotten({ era, session }, status, text, responseIn(text, 5))).toBe(expected);
});

const call: OutgoingRequest = {
  method: 'tools/call',
  name: ' two words',
  paramHeaders: { 'Mcp-Param-Region': 'eu' },
  write: () => '',
};

test('a legacy request carries the session, a modern one what repeats its body', () => {
  const message = { source: '', request: { id: 1, said: call, isLasting: false } };
  expect(postHeaders({ era: 'legacy', version: '2025-06-18', session: 's' }, message)).toEqual({
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'mcp-protocol-version': '2025-06-18',
    'mcp-session-id': 's',
  });
  expect(postHeaders({ era: 'modern', version: '2026-07-28', session: 's' }, message)).toEqual({
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': '=?base64?IHR3byB3b3Jkcw==?=',
    'mcp-param-region': 'eu',
  });
});

test('a server says when to come back, and failures make it later', () => {
  expect([waitMs(undefined, 0), waitMs(3000, 0), waitMs(0, 0), waitMs(9e8, 0)]).toEqual([1000, 3000, 100, 60_000]);
  expect(waitMs(10, 4)).toBeGreaterThanOrEqual(1000);
});

test('the relay’s own requests are said in either era', () => {
  const request = ownRequest('tools/list', { cursor: 'a' });
  expect(request.write(3, 'legacy')).toBe('{"jsonrpc":"2.0","id":3,"method":"tools/list","params":{"cursor":"a"}}');
  expect(JSON.parse(request.write(3, 'modern'))).toMatchObject({
    params: {
      cursor: 'a',
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientCapabilities': { sampling: {}, elicitation: { form: {}, url: {} }, roots: {} },
      },
    },
  });
});
