import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameFromText } from '../frame.ts';
import { decodeHeaderValue, encodeHeaderValue } from './header-value.ts';
import { checkHeaders, nameHeader, type HeaderFields } from './headers.ts';
import { META } from './keys.ts';

function request(method: string, params: object = {}): ReturnType<typeof frameFromText> {
  const _meta = { [META.protocolVersion]: '2026-07-28', [META.clientCapabilities]: {} };
  return frameFromText(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } }));
}
const fields = (more: HeaderFields = {}): HeaderFields => ({
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': 'tools/call',
  'mcp-name': 'echo',
  ...more,
});
const call = request('tools/call', { name: 'echo' });

describe('headers of a modern request', () => {
  test.each([
    ['as they should be', fields(), call],
    ['white space around', fields({ 'mcp-name': '\t echo  ' }), call],
    ['a name in base64', fields({ 'mcp-name': '=?base64?ZWNobw==?=' }), call],
    [
      'no name where there is none',
      fields({ 'mcp-method': 'tools/list', 'mcp-name': undefined }),
      request('tools/list'),
    ],
    ['no name in the body', fields({ 'mcp-name': undefined }), request('tools/call')],
    [
      'a resource',
      fields({ 'mcp-method': 'resources/read', 'mcp-name': 'a:b' }),
      request('resources/read', { uri: 'a:b' }),
    ],
    ['a task', fields({ 'mcp-method': 'tasks/get', 'mcp-name': 't1' }), request('tasks/get', { taskId: 't1' })],
    ['a notification without any', {}, frameFromText('{"jsonrpc":"2.0","method":"notifications/cancelled"}')],
  ])('pass: %s', (_, headers, frame) => {
    expect(checkHeaders(headers, frame)).toBeUndefined();
  });

  test.each([
    ['another revision', fields({ 'mcp-protocol-version': '2025-11-25' })],
    ['no revision', fields({ 'mcp-protocol-version': undefined })],
    ['another method', fields({ 'mcp-method': 'prompts/get' })],
    ['the method in capitals', fields({ 'mcp-method': 'TOOLS/CALL' })],
    ['no method', fields({ 'mcp-method': undefined })],
    ['another name', fields({ 'mcp-name': 'other' })],
    ['no name', fields({ 'mcp-name': undefined })],
    ['two names', fields({ 'mcp-name': ['echo', 'other'] })],
    ['a name in bad base64', fields({ 'mcp-name': '=?base64?ZWNobw?=' })],
  ])('are refused: %s', (_, headers) => {
    expect(checkHeaders(headers, call)).toMatchObject({ status: 400, code: -32_020 });
  });

  test('a notification whose method is given and differs is refused', () => {
    const frame = frameFromText('{"jsonrpc":"2.0","method":"notifications/cancelled"}');
    expect(checkHeaders({ 'mcp-method': 'tools/call' }, frame)).toMatchObject({ code: -32_020 });
  });
});

describe('values of headers', () => {
  test.each([
    ['echo', 'echo'],
    ['two words', 'two words'],
    ['', '=?base64??='],
    [' x', '=?base64?IHg=?='],
    ['é', '=?base64?w6k=?='],
    ['a\nb', '=?base64?YQpi?='],
    ['=?base64?x', '=?base64?x'],
    ['=?base64?eA==?=', '=?base64?PT9iYXNlNjQ/ZUE9PT89?='],
  ])('%j', (text, value) => {
    expect(encodeHeaderValue(text)).toBe(value);
  });

  test.each(['=?base64?SGVsbG8?=', '=?base64?SGVs!!!bG8=?=', '=?base64?/w==?='])('%s stands for nothing', (value) => {
    expect(decodeHeaderValue(value)).toBeUndefined();
  });

  test('property: every text survives and is fit for a header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const value = encodeHeaderValue(text);
        expect(decodeHeaderValue(value)).toBe(text);
        expect(value).toMatch(/^[\t\x20-\x7e]+$/u);
      }),
    );
  });

  test('Mcp-Name of what goes out', () => {
    expect(nameHeader('tools/call', { name: 'é' })).toBe('=?base64?w6k=?=');
    expect(nameHeader('tools/call', { name: 1 })).toBeUndefined();
    expect(nameHeader('tools/list', { name: 'x' })).toBeUndefined();
  });
});
