import { expect, test } from 'vitest';
import { crashReport, reportFailure, UsageError } from './exit.ts';

test('a crash tells where, and quotes nothing of what passed', () => {
  let error: unknown;
  try {
    JSON.parse('{"key": S3CRET}');
  } catch (thrown) {
    error = thrown;
  }
  const report = crashReport(error);
  expect(report).toContain('SyntaxError');
  expect(report).toMatch(/at .*exit\.test\.ts/u);
  expect(report).not.toContain('S3C');
});

test('wrong use ends with 2, a failure with 1', () => {
  expect(reportFailure(new UsageError('Say which.'))).toBe(2);
  expect(reportFailure(new Error('gone'))).toBe(1);
});
