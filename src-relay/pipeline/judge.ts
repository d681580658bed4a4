import { decide, isWorse, type DecidedFinding } from '../policy/decide.ts';
import { shiftEdits, type Edit } from '../protocol/edits.ts';
import type { FramePart } from '../protocol/frame.ts';
import type { ScanDirection, Verdict } from '../protocol/scan-types.ts';
import type { PlaceholderSession } from '../scan/placeholders.ts';
import { refuse } from './answers.ts';
import type { CallContext } from './context.ts';
import { MaskableText } from './masking.ts';
import type { ScanReport, Scanner } from './scanner.ts';

/** Longest payload that the log keeps, in characters; the whole size stands beside it. */
const LOG_LIMIT = 64 * 1024;

/** A text on its way between a client and a server. */
export interface Passage {
  readonly direction: ScanDirection;
  readonly server: string;
  /** The tool, prompt or resource it is about. */
  readonly about: string;
  readonly part: FramePart;
  readonly placeholders: PlaceholderSession;
  /** A person typed it: a credential in it is stopped instead of masked, because the person can still take it back. */
  readonly isTyped?: boolean;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** What to replace in the frame before it goes on; empty where nothing is masked. */
  readonly edits: readonly Edit[];
  /** The part's source for the log; undefined where nothing may be stored. */
  readonly logged: string | undefined;
  readonly findings: readonly DecidedFinding[];
  /** Why it may not pass, in one or two sentences; undefined where it may. */
  readonly refusal: string | undefined;
  /** Why it passes all the same although something was found, or was not looked for. */
  readonly remark: string | undefined;
  /** It passes unscanned, because the fail mode is open. */
  readonly isUnscanned: boolean;
}

/**
 * Scans a text and turns what was found to a judgement: at once where the scan needs no time.
 */
export function judgePassage(scanner: Scanner, passage: Passage): Judgement | Promise<Judgement> {
  const { direction, server, about, part } = passage;
  const report = scanner.scan({ direction, server, tool: about, source: part.source, value: part.value });
  return report instanceof Promise ? report.then((late) => judge(passage, late)) : judge(passage, report);
}

/** Judges a part of a call; a block or an unanswered question ends the call. */
export function scanAndJudge(
  context: CallContext,
  scanner: Scanner,
  direction: ScanDirection,
  part: FramePart,
  finish: (judgement: Judgement) => void,
): void | Promise<void> {
  const { target, calledName, session } = context;
  const judgement = judgePassage(scanner, {
    direction,
    server: target?.server ?? '',
    about: target?.name ?? calledName,
    part,
    placeholders: session.placeholders,
  });
  if (judgement instanceof Promise) return judgement.then((late) => finish(apply(context, direction, late)));
  return finish(apply(context, direction, judgement));
}

function apply(context: CallContext, direction: ScanDirection, judgement: Judgement): Judgement {
  if (judgement.findings.length > 0) context.findings.push(...judgement.findings);
  if (isWorse(judgement.verdict, context.verdict)) context.verdict = judgement.verdict;
  if (judgement.isUnscanned) {
    context.code = 'unscanned';
    context.reason = judgement.remark;
  } else if (judgement.refusal !== undefined) {
    const title = direction === 'request' ? 'Unsafe Request' : 'Unsafe Response';
    refuse(context, 'AISEC_SECURITY_BLOCK', `${title}: ${judgement.refusal}`);
  } else if (judgement.remark !== undefined) {
    // The reason of a block is the answer's; that of a mask is the log's alone.
    context.reason ??= judgement.remark;
  }
  return judgement;
}

function judge(passage: Passage, report: ScanReport): Judgement {
  const { part, direction } = passage;
  if (report.failure !== undefined) return judgeUnscanned(report.failure, report.passes);
  if (report.findings.length === 0) return { ...CLEAR, logged: clip(part.source) };
  const decision = decide(report.findings, direction);
  const findings = decision.findings.map((one) => (isTyped(passage, one) ? stopSecret(one) : one));
  const verdict = findings.reduce<Verdict>(
    (worst, one) => (isWorse(one.verdict, worst) ? one.verdict : worst),
    'allow',
  );
  const text = new MaskableText(part.source, passage.placeholders);
  // Before the log's mask: the first value that the client sees masked is number one.
  const edits = text.edits(findings.filter((finding) => finding.verdict === 'mask'));
  const forLog = text.forLog(findings);
  const reason = findings.find((finding) => finding.verdict === verdict)?.reason ?? 'It was found unsafe.';
  const isStopped = verdict === 'block' || verdict === 'ask';
  return {
    verdict: verdict === 'ask' ? 'block' : verdict,
    edits: isStopped ? [] : shiftEdits(edits, part.offset),
    logged: clip(forLog.text),
    findings: forLog.findings,
    refusal: isStopped ? refusalOf(verdict, reason) : undefined,
    remark: verdict === 'mask' ? reason : undefined,
    isUnscanned: false,
  };
}

const CLEAR: Judgement = {
  verdict: 'allow',
  edits: [],
  logged: undefined,
  findings: [],
  refusal: undefined,
  remark: undefined,
  isUnscanned: false,
};

function judgeUnscanned(failure: string, passes: boolean): Judgement {
  if (passes) return { ...CLEAR, remark: `${failure} Fail mode is open.`, isUnscanned: true };
  return { ...CLEAR, verdict: 'block', refusal: `${failure} Nothing passes unscanned while it does.` };
}

/** What a client of the modern era answers stands in the request itself: a person may have typed it. */
function isTyped({ isTyped: isWhole, direction, part }: Passage, { path }: DecidedFinding): boolean {
  const from = part.offset === 0 && path[0] === 'params' ? 1 : 0;
  return isWhole === true || (direction === 'request' && path[from] === 'inputResponses');
}

function stopSecret(finding: DecidedFinding): DecidedFinding {
  return finding.kind === 'secret' ? { ...finding, verdict: 'block' } : finding;
}

function refusalOf(verdict: Verdict, reason: string): string {
  return verdict === 'ask' ? `${reason} A person would have to allow it, and nobody is there to ask.` : reason;
}

/** A copy: a slice would keep the whole text in memory until the log is written. */
function clip(source: string): string {
  return source.length <= LOG_LIMIT ? source : Buffer.from(source.slice(0, LOG_LIMIT)).toString();
}
