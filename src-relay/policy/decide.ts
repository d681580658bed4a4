import { VERDICTS, type Finding, type FindingKind, type ScanDirection, type Verdict } from '../protocol/scan-types.ts';

/** What each kind of finding leads to where no policy says otherwise (spec/relay.md, "Scan points"). */
const DEFAULT_VERDICTS: Readonly<Record<ScanDirection, Readonly<Record<FindingKind, Verdict>>>> = {
  response: {
    secret: 'mask',
    pii: 'mask',
    injection: 'block',
    poisoning: 'block',
    obfuscation: 'block',
    exec: 'allow',
  },
  // What the model wrote itself is noted; what could do harm at the server is stopped or masked.
  request: { secret: 'mask', pii: 'allow', injection: 'allow', poisoning: 'allow', obfuscation: 'allow', exec: 'ask' },
  definition: {
    secret: 'mask',
    pii: 'allow',
    injection: 'block',
    poisoning: 'block',
    obfuscation: 'block',
    exec: 'allow',
  },
};

/** A finding with what policy makes of it. */
export interface DecidedFinding extends Finding {
  readonly direction: ScanDirection;
  readonly verdict: Verdict;
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
    const one = { ...finding, direction, verdict: DEFAULT_VERDICTS[direction][finding.kind] };
    if (worst === undefined || isWorse(one.verdict, worst.verdict)) worst = one;
    return one;
  });
  return { verdict: worst?.verdict ?? 'allow', findings: decided, reason: worst?.reason };
}

/** Whether the first verdict is worse than the second. */
export function isWorse(verdict: Verdict, than: Verdict): boolean {
  return VERDICTS.indexOf(verdict) > VERDICTS.indexOf(than);
}
