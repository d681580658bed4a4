import {
  VERDICTS,
  type Finding,
  type FindingKind,
  type FlowSource,
  type ScanDirection,
  type Verdict,
} from '../protocol/scan-types.ts';

/** What each kind of finding leads to where no policy says otherwise (spec/relay.md, "Scan points"). */
const DEFAULT_VERDICTS: Readonly<Record<ScanDirection, Readonly<Record<FindingKind, Verdict>>>> = {
  response: {
    secret: 'mask',
    pii: 'mask',
    injection: 'block',
    poisoning: 'block',
    obfuscation: 'block',
    exec: 'allow',
    flow: 'allow',
  },
  // What the model wrote itself is noted; what could do harm at the server is stopped or masked.
  request: {
    secret: 'mask',
    pii: 'allow',
    injection: 'allow',
    poisoning: 'allow',
    obfuscation: 'allow',
    exec: 'ask',
    flow: 'allow',
  },
  definition: {
    secret: 'mask',
    pii: 'allow',
    injection: 'block',
    poisoning: 'block',
    obfuscation: 'block',
    exec: 'allow',
    flow: 'allow',
  },
};

/** A finding with what policy makes of it. */
export interface DecidedFinding extends Finding {
  readonly direction: ScanDirection;
  readonly verdict: Verdict;
  /** Of a flow: the call that the text came from. */
  readonly source?: FlowSource;
  /** Where the same stands a second time in the log: a result may say all of it twice. */
  readonly copies?: readonly CopyPlace[];
}

/** A place in the payload that the log keeps, like a finding's own. */
export interface CopyPlace extends Pick<Finding, 'path' | 'inKey' | 'start' | 'end'> {
  /** In the payload's JSON text. */
  readonly at: readonly [number, number];
}

export interface Decision {
  readonly verdict: Verdict;
  readonly findings: readonly DecidedFinding[];
  /** One sentence: the reason of the worst finding; undefined where nothing was found. */
  readonly reason: string | undefined;
}

const NOTHING: Decision = { verdict: 'allow', findings: [], reason: undefined };

/** Decides on what the engines found in one item: the worst verdict wins. */
export function decide(findings: readonly Finding[], direction: ScanDirection): Decision {
  if (findings.length === 0) return NOTHING;
  let worst: DecidedFinding | undefined;
  const decided = findings.map((finding) => {
    const verdict = finding.exception === undefined ? defaultVerdict(finding, direction) : 'allow';
    const one = { ...finding, direction, verdict };
    if (worst === undefined || isWorse(one.verdict, worst.verdict)) worst = one;
    return one;
  });
  return { verdict: worst?.verdict ?? 'allow', findings: decided, reason: worst?.reason };
}

/**
 * A secret without a form of its own is one by its name or place alone (severity below high): in a request that is what a
 * login tool gets its password by, and only known forms are masked there (spec/relay.md).
 */
function defaultVerdict({ kind, severity }: Finding, direction: ScanDirection): Verdict {
  const isUnformed = kind === 'secret' && (severity === 'low' || severity === 'medium');
  return isUnformed && direction === 'request' ? 'allow' : DEFAULT_VERDICTS[direction][kind];
}

/** Whether the first verdict is worse than the second. */
export function isWorse(verdict: Verdict, than: Verdict): boolean {
  return VERDICTS.indexOf(verdict) > VERDICTS.indexOf(than);
}
