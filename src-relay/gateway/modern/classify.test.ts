import { describe, expect, test } from 'vitest';
import { frameFromText, type Frame } from '../../protocol/frame.ts';
import type { HeaderFields } from '../../protocol/modern/headers.ts';
import { META } from '../../protocol/modern/keys.ts';
import { classifyHttp, classifyStdio, type Classified } from './classify.ts';

const NEW = '2026-07-28';
const ENVELOPE = { [META.protocolVersion]: NEW, [META.clientCapabilities]: {} };

function frame(message: object): Frame {
  return frameFromText(JSON.stringify({ jsonrpc: '2.0', ...message }));
}
const request = (method: string, meta?: object): Frame => frame({ id: 1, method, params: { _meta: meta } });
const fieldsOf = (method: string): HeaderFields => ({ 'mcp-protocol-version': NEW, 'mcp-method': method });
const verdict = (classified: Classified): string | number =>
  classified.kind === 'fault' ? classified.fault.code : classified.kind;

describe('over HTTP the era is', () => {
  test.each<[string, Frame, HeaderFields, string | number]>([
    ['legacy without envelope and header', request('tools/list'), {}, 'legacy'],
    ['legacy with an old header', request('tools/list'), { 'mcp-protocol-version': '2025-11-25' }, 'legacy'],
    ['legacy for a response', frame({ id: 1, result: {} }), fieldsOf('x'), 'legacy'],
    ['legacy for the handshake', request('initialize'), {}, 'legacy'],
    ['modern by its envelope', request('tools/list', ENVELOPE), fieldsOf('tools/list'), 'request'],
    ['modern for a handshake with an envelope', request('initialize', ENVELOPE), fieldsOf('initialize'), 'request'],
    [
      'legacy for a handshake with half an envelope',
      request('initialize', { [META.protocolVersion]: NEW }),
      {},
      'legacy',
    ],
    ['in doubt for a handshake under a modern header', request('initialize'), fieldsOf('initialize'), -32_020],
    ['in doubt without the envelope that the header needs', request('tools/list'), fieldsOf('tools/list'), -32_602],
    ['in doubt where header and envelope differ', request('a', ENVELOPE), { 'mcp-protocol-version': 'v9' }, -32_020],
    ['in doubt without the headers', request('tools/list', ENVELOPE), {}, -32_020],
    ['none that is spoken', request('a', { ...ENVELOPE, [META.protocolVersion]: 'v9' }), {}, -32_022],
    ['modern for a notification under its header', frame({ method: 'n' }), fieldsOf('n'), 'notification'],
    ['in doubt for one of another name', frame({ method: 'n' }), fieldsOf('m'), -32_020],
    [
      'in doubt for one with half an envelope',
      frame({ method: 'n', params: { _meta: { [META.protocolVersion]: 1 } } }),
      {},
      -32_602,
    ],
    ['legacy for any other notification', frame({ method: 'n' }), { 'mcp-method': 'm' }, 'legacy'],
  ])('%s', (_, message, headers, expected) => {
    expect(verdict(classifyHttp(message, headers))).toBe(expected);
  });
});

test.each<[string, Frame, string | number]>([
  ['legacy without envelope', request('tools/list'), 'legacy'],
  ['modern by its envelope', request('tools/list', ENVELOPE), 'request'],
  ['in doubt with half an envelope', request('tools/list', { [META.protocolVersion]: NEW }), -32_602],
  ['legacy for a handshake with half an envelope', request('initialize', { [META.protocolVersion]: NEW }), 'legacy'],
  ['nothing that a notification has', frame({ method: 'n', params: { _meta: ENVELOPE } }), 'legacy'],
])('over stdio the era is %s', (_, message, expected) => {
  expect(verdict(classifyStdio(message))).toBe(expected);
});
