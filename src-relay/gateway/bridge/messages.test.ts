import { expect, test } from 'vitest';
import { frameFromText } from '../../protocol/frame.ts';
import { META } from '../../protocol/modern/keys.ts';
import { cancelledId, idOfResponse, modernHeaders } from './messages.ts';

function headersOf(method: string, version: unknown, name?: string): Record<string, string> | undefined {
  const params = { name, _meta: { [META.protocolVersion]: version } };
  return modernHeaders(frameFromText(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })));
}

test('a modern message is sent with the headers that say what it says', () => {
  expect(headersOf('tools/call', '2026-07-28', 'é')).toEqual({
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': '=?base64?w6k=?=',
  });
  expect(headersOf('tools/list', undefined)).toBeUndefined();
  // What no header can carry is left out, never changed.
  expect(headersOf('a\r\nb', 'v\n')).toEqual({});
  expect(headersOf('a', 7)).toEqual({ 'mcp-method': 'a' });
});

test('ids are told apart as they are written', () => {
  const cancelled = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1.0}}';
  expect(cancelledId(frameFromText(cancelled))).toBe('1.0');
  expect(cancelledId(frameFromText('{"jsonrpc":"2.0","method":"notifications/other"}'))).toBeUndefined();
  expect(idOfResponse('{"id":"1","result":{"id":2}}')).toBe('"1"');
  expect(idOfResponse('{"id":1,"method":"ping"}')).toBeUndefined();
  expect(idOfResponse('[{"id":1}]')).toBeUndefined();
});
