import { expect, test } from 'vitest';
import { RelayError } from '../../protocol/errors.ts';
import { frameFromText } from '../../protocol/frame.ts';
import { isJsonObject } from '../../protocol/json.ts';
import { HttpStatusError, NoAnswerError } from '../transport/errors.ts';
import { suggestsLegacy, suggestsModern, UnusableAnswer } from './evidence.ts';
import { Refusal } from './own-request.ts';

function refusal(error: string): Refusal {
  const frame = frameFromText(`{"jsonrpc":"2.0","id":1,"error":${error}}`);
  return new Refusal('x', isJsonObject(frame.message.error) ? frame.message.error : {}, frame);
}

const status = (code: number): RelayError =>
  new RelayError('AISEC_TOOL_EXECUTION_ERROR', 'x', { cause: new HttpStatusError(code) });
const dead = new RelayError('AISEC_TOOL_EXECUTION_ERROR', 'the program ended');

test.each([
  ['a version that is not supported', refusal('{"code":-32022,"data":{"supported":["2026-07-28"]}}'), true],
  ['a method that is not known', refusal('{"code":-32601}'), true],
  ['any error that names the revision', refusal('{"code":-32000,"data":{"supported":["2026-07-28","x"]}}'), true],
  ['an error that names others', refusal('{"code":-32000,"data":{"supported":["2025-06-18"]}}'), false],
  ['another error', refusal('{"code":-32603,"data":"2026-07-28"}'), false],
  ['a handshake of the modern revision', new UnusableAnswer('x', true), true],
  ['a handshake of none', new UnusableAnswer('x', false), false],
  ['a program that has ended', dead, false],
  ['an HTTP status', status(404), false],
])('after %s to initialize the modern era is tried: %#', (_what, failure, expected) => {
  expect(suggestsModern(failure)).toBe(expected);
});

test.each([
  ['an error', refusal('{"code":-32601}'), true],
  ['an answer that is none', new UnusableAnswer('x', false), true],
  ['HTTP 400', status(400), true],
  ['HTTP 405', status(405), true],
  ['HTTP 401', status(401), false],
  ['HTTP 403', status(403), false],
  ['HTTP 500', status(500), true],
  ['HTTP 503', status(503), false],
  ['no answer in time', new RelayError('AISEC_TOOL_EXECUTION_ERROR', 'x', { cause: new NoAnswerError('x') }), true],
  ['no connection', dead, false],
])('after %s to server/discover initialize is tried: %#', (_what, failure, expected) => {
  expect(suggestsLegacy(failure)).toBe(expected);
});
