import { expect, test } from 'vitest';
import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import { flowsOf } from './flows.ts';

const finding = {
  detector: 'flow.secret',
  kind: 'secret',
  severity: 'critical' as const,
  verdict: 'ask' as const,
  direction: 'request' as const,
  path: ['arguments', 'body'],
  inKey: false,
  start: 0,
  end: 9,
  evidence: '',
  reason: '',
  source: { server: 'mail', tool: 'read', entryId: 'a', ts: 1 },
};
const call: CallDetail = {
  seq: 1,
  entryId: 'b',
  ts: 2,
  client: 'client:a',
  session: 's',
  method: 'tools/call',
  server: 'hub',
  tool: 'send',
  shownTool: null,
  outcome: 'blocked',
  code: null,
  reason: null,
  findingCount: 0,
  detectors: [],
  durationUs: 1,
  status: 'blocked',
  verdict: 'block',
  bypassed: false,
  findings: [],
  request: null,
  response: null,
  requestBytes: 0,
  responseBytes: 0,
  phases: { policy: 0, requestScan: 0, server: 0, responseScan: 0 },
};

test('a flow has two ends, and stands once however often it was found', () => {
  const { source: _source, ...other } = finding;
  const passed = { ...finding, detector: 'flow.text', verdict: 'allow' as const };
  const flows = flowsOf({ ...call, findings: [finding, { ...finding, start: 20, end: 29 }, passed, other] });
  expect(flows).toMatchObject([
    {
      from: { server: 'mail', entryId: 'a' },
      to: { server: 'hub', tool: 'send', entryId: 'b' },
      what: 'a secret',
      stopped: true,
    },
    { what: 'a long passage', stopped: false },
  ]);
});

test('most calls have none', () => {
  expect(flowsOf(call)).toEqual([]);
});
