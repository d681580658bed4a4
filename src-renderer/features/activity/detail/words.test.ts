import { expect, test } from 'vitest';
import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import { sampleRow } from '../../../state/calls/sample-row.ts';
import { cutSentence, keptSafe, whyNoPayload, whySentence } from './words.ts';

const call = (changes: Partial<CallDetail>): CallDetail => ({
  ...sampleRow({ seq: 1 }),
  session: 's',
  method: 'tools/call',
  status: 'success',
  verdict: 'allow',
  bypassed: false,
  findings: [],
  request: null,
  response: null,
  requestBytes: 10,
  responseBytes: 10,
  phases: { policy: 1, requestScan: 1, server: 1, responseScan: 1 },
  ...changes,
});

test('the reason of the log comes first; without one the outcome says why', () => {
  expect(whySentence(call({ reason: 'Because.' }))).toBe('Because.');
  expect(whySentence(call({}))).toBe('The scan found nothing in it.');
});

test('what was kept safe depends on how far the call got', () => {
  const phases = { policy: 1, requestScan: 1, server: 0, responseScan: 0 };
  expect(keptSafe(call({ outcome: 'blocked', phases }))).toMatch(/^Nothing was sent to the server/);
  expect(keptSafe(call({ outcome: 'blocked' }))).toMatch(/answer was withheld/);
});

test('a payload that is not there says why', () => {
  expect(whyNoPayload(call({ bypassed: true }), 'request')).toMatch(/passed unscanned/);
  const phases = { policy: 1, requestScan: 1, server: 0, responseScan: 0 };
  expect(whyNoPayload(call({ phases }), 'response')).toMatch(/no answer/);
  expect(whyNoPayload(call({}), 'response')).toMatch(/was not scanned/);
});

test('a cut says how much there was', () => {
  expect(cutSentence(14_680_064)).toBe('The log keeps the first 64 KB of 14 MB.');
});
