import type { Outcome } from '../contract.ts';

/** What of a row decides its outcome. */
export interface Decided {
  readonly status: string;
  readonly verdict: string;
  readonly bypassed: boolean;
}

/** What became of a call: exactly one outcome for each row. `OUTCOME_SQL` says the same in SQL. */
export function outcomeOf({ status, verdict, bypassed }: Decided): Outcome {
  if (status === 'blocked') return verdict === 'ask' ? 'asked' : 'blocked';
  if (status === 'denied') return 'denied';
  if (status === 'error') return 'error';
  if (bypassed) return 'bypassed';
  return verdict === 'mask' ? 'masked' : 'allowed';
}

/** The condition for each outcome. Those that need another verdict than allow say so: the index on verdicts then helps. */
export const OUTCOME_SQL: Readonly<Record<Outcome, string>> = {
  blocked: `(verdict <> 'allow' AND verdict <> 'ask' AND status = 'blocked')`,
  asked: `(verdict <> 'allow' AND verdict = 'ask' AND status = 'blocked')`,
  denied: `status = 'denied'`,
  error: `status = 'error'`,
  bypassed: `(status = 'success' AND bypassed = 1)`,
  masked: `(verdict <> 'allow' AND status = 'success' AND bypassed = 0 AND verdict = 'mask')`,
  allowed: `(status = 'success' AND bypassed = 0 AND verdict <> 'mask')`,
};
