import { isWorse, type CopyPlace, type DecidedFinding } from '../policy/decide.ts';
import { shiftEdits, type Edit } from '../protocol/edits.ts';
import type { FramePart } from '../protocol/frame.ts';
import type { ScanDirection, Verdict } from '../protocol/scan-types.ts';
import type { PlaceholderSession } from '../scan/placeholders.ts';
import { refuse } from './answers.ts';
import type { CallContext } from './context.ts';
import { findingsOf, readPassage, type ReadPassage } from './findings.ts';
import { MaskableText, type OnMasked } from './masking.ts';
import type { ScanReport, Scanner } from './scanner.ts';
import type { ClientSession } from './session.ts';

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
  /** Whose conversation it belongs to; absent where nothing of it is to be remembered. */
  readonly conversation?: Conversation;
}

/** What is remembered of a passage: what its placeholders stand for, and where its texts came from. */
interface Conversation {
  readonly session: ClientSession;
  /** The log entry that it belongs to; absent where it has none of its own. */
  readonly entryId?: string | undefined;
  /** What it is about, by a name that logs may hold, where that is another one. */
  readonly name?: string | undefined;
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
  const read = readPassage(passage);
  const report = scanner.scan(read.item);
  if (report instanceof Promise) return report.then((late) => judge(scanner, passage, read, late));
  return judge(scanner, passage, read, report);
}

/** Judges a part of a call; a block or an unanswered question ends the call. */
export function scanAndJudge(
  context: CallContext,
  scanner: Scanner,
  direction: ScanDirection,
  part: FramePart,
  finish: (judgement: Judgement) => void,
): void | Promise<void> {
  const { target, calledName, session, entryId } = context;
  const name = target?.isUnlisted === true ? context.route.method : undefined;
  const judgement = judgePassage(scanner, {
    direction,
    server: target?.server ?? '',
    about: target?.name ?? calledName,
    part,
    placeholders: session.placeholders,
    conversation: { session, entryId, name },
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

function judge(scanner: Scanner, passage: Passage, read: ReadPassage, report: ScanReport): Judgement {
  const { part } = passage;
  if (report.failure !== undefined) return judgeUnscanned(report.failure, report.passes);
  const found = findingsOf(scanner, passage, read, report);
  if (found.findings.length === 0) {
    learn(scanner, passage, read, []);
    return { ...CLEAR, logged: clip(part.source) };
  }
  const findings = found.findings.map((one) => (isTyped(passage, one) ? stopSecret(one) : one));
  const verdict = findings.reduce<Verdict>(
    (worst, one) => (isWorse(one.verdict, worst) ? one.verdict : worst),
    'allow',
  );
  const text = new MaskableText(part.source, passage.placeholders, found.traits);
  // Before the log's mask: the first value that the client sees masked is number one.
  const edits = text.edits(
    findings.filter((finding) => finding.verdict === 'mask'),
    keeperFor(scanner, passage),
  );
  const forLog = text.forLog(findings);
  const reason = findings.find((finding) => finding.verdict === verdict)?.reason ?? 'It was found unsafe.';
  const isStopped = verdict === 'block' || verdict === 'ask';
  if (!isStopped) learn(scanner, passage, read, findings);
  return {
    verdict: verdict === 'ask' ? 'block' : verdict,
    edits: isStopped ? [] : shiftEdits(edits, part.offset),
    logged: clip(forLog.text),
    findings: withoutCopies(forLog.findings, found.copyOf),
    refusal: isStopped ? refusalOf(verdict, reason) : undefined,
    remark: verdict === 'mask' ? reason : flowRemark(findings),
    isUnscanned: false,
  };
}

/** What a passage that goes to the client says is remembered as its server's. */
function learn(scanner: Scanner, passage: Passage, { item }: ReadPassage, findings: readonly DecidedFinding[]): void {
  const { direction, server, about, conversation } = passage;
  if (direction !== 'response' || conversation?.entryId === undefined || server === '') return;
  const { session, entryId, name } = conversation;
  const source = { server, tool: name ?? about, entryId, ts: Date.now() };
  scanner.guards.provenance.learn(session.trail, source, item.value, findings);
}

/** Keeps what placeholders stand for that go out, where any server may have it. */
function keeperFor(scanner: Scanner, { conversation }: Passage): OnMasked | undefined {
  if (!conversation || !scanner.guards.permissions.isAny) return undefined;
  const { vault } = conversation.session;
  return (placeholder, value, { kind, name }) => vault.remember(placeholder, value, { kind, name });
}

/** What says the same twice stands in the log once, with its second place. */
function withoutCopies(
  findings: readonly (DecidedFinding & Pick<CopyPlace, 'at'>)[],
  copyOf: ReadonlyMap<number, number>,
): readonly DecidedFinding[] {
  if (copyOf.size === 0) return findings;
  const copies = new Map<number, CopyPlace[]>();
  for (const [copy, original] of copyOf) {
    const finding = findings[copy];
    if (!finding) continue;
    const { path, inKey, start, end, at } = finding;
    copies.set(original, [...(copies.get(original) ?? []), { path, inKey, start, end, at }]);
  }
  return findings.flatMap((finding, index) => {
    const own = copies.get(index);
    return copyOf.has(index) ? [] : [own ? { ...finding, copies: own } : finding];
  });
}

/** Of a flow that passes the log says so: the least that a person wants to know. */
function flowRemark(findings: readonly DecidedFinding[]): string | undefined {
  return findings.find(({ source, verdict }) => source !== undefined && verdict === 'allow')?.reason;
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
  return finding.kind === 'secret' && finding.exception === undefined ? { ...finding, verdict: 'block' } : finding;
}

function refusalOf(verdict: Verdict, reason: string): string {
  return verdict === 'ask' ? `${reason} A person would have to allow it, and nobody is there to ask.` : reason;
}

/** A copy: a slice would keep the whole text in memory until the log is written. */
function clip(source: string): string {
  return source.length <= LOG_LIMIT ? source : Buffer.from(source.slice(0, LOG_LIMIT)).toString();
}
