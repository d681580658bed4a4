import { describe, expect, it } from 'vitest';

import type { Outcome } from './attempt.ts';
import { verdict } from './verdict.ts';

function works(...evidence: readonly [string, string][]): Outcome {
  return { works: true, evidence: new Map(evidence) };
}

const fails: Outcome = { works: false, why: 'Method not found' };

describe('an operation through the relay, held against the same without it', () => {
  it('works where both give the same, whatever else the relay lists', () => {
    const direct = works(['tools echo', '{"name":"echo"}']);
    const relayed = works(['tools echo', '{"name":"echo"}'], ['tools other', '{"name":"other"}']);

    expect(verdict(direct, relayed)).toEqual({ kind: 'works' });
  });

  it('is broken where it fails through the relay alone', () => {
    expect(verdict(works(), fails)).toEqual({ kind: 'broken', why: 'Method not found' });
  });

  it('is broken where the results differ, or one is missing', () => {
    const direct = works(['result', '{"text":"a token"}']);

    expect(verdict(direct, works(['result', '{"text":"a <KIND>"}']))).toMatchObject({ kind: 'broken' });
    const why = 'result differs: it is missing through the relay';
    expect(verdict(direct, works())).toEqual({ kind: 'broken', why });
  });

  it('is not held against the relay where it fails directly', () => {
    expect(verdict(fails, fails)).toMatchObject({ kind: 'neither' });
    expect(verdict(fails, works())).toMatchObject({ kind: 'relay only' });
  });
});
