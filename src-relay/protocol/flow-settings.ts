import type { Verdict } from './scan-types.ts';

/** What may come of a flow: it is noted, waits for a person, or is stopped. */
export const FLOW_VERDICTS = ['allow', 'ask', 'block'] as const satisfies readonly Verdict[];
type FlowVerdict = (typeof FLOW_VERDICTS)[number];

/** What flows from one server to another lead to. */
export interface FlowSettings {
  readonly enabled: boolean;
  readonly secret: FlowVerdict;
  readonly pii: FlowVerdict;
  /** Long passages of what a server answered. */
  readonly text: FlowVerdict;
  /** Pairs of servers between which everything may go; `*` stands for any server. */
  readonly allowed: readonly { readonly from: string; readonly to: string }[];
}

/** Secrets and personal data wait for a person, long passages are noted. */
export const FLOW_DEFAULTS: FlowSettings = { enabled: true, secret: 'ask', pii: 'ask', text: 'allow', allowed: [] };
