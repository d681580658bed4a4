import type { CallDetail } from '../../../../src-relay/control/contract.ts';

interface FlowEnd {
  readonly server: string;
  readonly tool: string;
  readonly entryId: string;
  /** Milliseconds since the epoch. */
  readonly ts: number;
}

/** Something that one server said on its way to another. */
export interface FlowWay {
  readonly id: string;
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  /** What it is, for a person. */
  readonly what: string;
  readonly stopped: boolean;
}

const WHAT: Readonly<Record<string, string>> = {
  'flow.secret': 'a secret',
  'flow.pii': 'personal data',
  'flow.text': 'a long passage',
};

/** The flows into a call, each source and kind once. */
export function flowsOf(call: CallDetail): readonly FlowWay[] {
  const flows = new Map<string, FlowWay>();
  for (const { source, detector, verdict } of call.findings) {
    if (!source) continue;
    const id = `${detector} ${source.entryId}`;
    const to = { server: call.server ?? '', tool: call.tool ?? '', entryId: call.entryId, ts: call.ts };
    const stopped = verdict === 'ask' || verdict === 'block';
    flows.set(id, { id, from: source, to, what: WHAT[detector] ?? detector, stopped });
  }
  return [...flows.values()];
}
