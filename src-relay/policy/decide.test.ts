import { expect, test } from 'vitest';
import type { Finding, FindingKind, ScanDirection, Verdict } from '../protocol/scan-types.ts';
import { decide } from './decide.ts';

const finding = (kind: FindingKind): Finding => ({
  detector: kind,
  kind,
  severity: 'high',
  path: [],
  inKey: false,
  start: 0,
  end: 1,
  evidence: '',
  reason: `reason of ${kind}`,
});

const table: [ScanDirection, FindingKind, Verdict][] = [
  ['response', 'secret', 'mask'],
  ['response', 'pii', 'mask'],
  ['response', 'injection', 'block'],
  ['response', 'obfuscation', 'block'],
  ['request', 'secret', 'mask'],
  ['request', 'pii', 'allow'],
  ['request', 'exec', 'ask'],
  ['definition', 'poisoning', 'block'],
  ['definition', 'obfuscation', 'block'],
];

test.each(table)('in a %s, %s leads to %s', (direction, kind, verdict) => {
  expect(decide([finding(kind)], direction).verdict).toBe(verdict);
});

test('a secret that only its name gives away is masked in an answer and reaches a server as it was sent', () => {
  const named: Finding = { ...finding('secret'), severity: 'medium' };
  expect(decide([named], 'request').verdict).toBe('allow');
  expect(decide([named], 'response').verdict).toBe('mask');
});

test('the worst verdict wins and gives the reason', () => {
  const decision = decide([finding('secret'), finding('injection'), finding('pii')], 'response');
  expect(decision).toMatchObject({ verdict: 'block', reason: 'reason of injection' });
  expect(decision.findings.map((one) => one.verdict)).toEqual(['mask', 'block', 'mask']);
});

test('nothing found is allowed without a reason', () => {
  expect(decide([], 'response')).toEqual({ verdict: 'allow', findings: [], reason: undefined });
});
