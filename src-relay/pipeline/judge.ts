import { decide, isWorse } from '../policy/decide.ts';
import { shiftEdits, type Edit } from '../protocol/edits.ts';
import type { FramePart } from '../protocol/frame.ts';
import type { ScanDirection } from '../protocol/scan-types.ts';
import { refuse } from './answers.ts';
import type { CallContext } from './context.ts';
import { MaskableText } from './masking.ts';
import type { ScanReport, Scanner } from './scanner.ts';

/** Longest payload that the log keeps, in characters; the whole size stands beside it. */
const LOG_LIMIT = 64 * 1024;

export interface Judgement {
  /** What to replace in the frame before it goes on; empty where nothing is masked. */
  readonly edits: readonly Edit[];
  /** The part's source for the log; undefined where nothing may be stored. */
  readonly logged: string | undefined;
}

/**
 * Scans a part of a frame and turns what was found to a verdict; a block or an unanswered question ends the call.
 * @param finish gets the judgement, at once where the scan needs no time
 */
export function scanAndJudge(
  context: CallContext,
  scanner: Scanner,
  direction: ScanDirection,
  part: FramePart,
  finish: (judgement: Judgement) => void,
): void | Promise<void> {
  const item = {
    direction,
    server: context.tool?.server ?? '',
    tool: context.tool?.name ?? context.toolName,
    source: part.source,
    value: part.value,
  };
  const report = scanner.scan(item);
  if (report instanceof Promise) return report.then((late) => finish(judge(context, direction, part, late)));
  return finish(judge(context, direction, part, report));
}

function judge(context: CallContext, direction: ScanDirection, part: FramePart, report: ScanReport): Judgement {
  const title = direction === 'request' ? 'Unsafe Request' : 'Unsafe Response';
  if (report.failure !== undefined) {
    if (report.passes) {
      context.code = 'unscanned';
      context.reason = `${report.failure} Fail mode is open.`;
      return { edits: [], logged: undefined };
    }
    context.verdict = 'block';
    refuse(context, 'AISEC_SECURITY_BLOCK', `${title}: ${report.failure} Nothing passes unscanned while it does.`);
    return { edits: [], logged: undefined };
  }
  if (report.findings.length === 0) return { edits: [], logged: clip(part.source) };
  const decision = decide(report.findings, direction);
  const text = new MaskableText(part.source, context.session.placeholders);
  // Before the log's mask: the first value that the client sees masked is number one.
  const edits = text.edits(decision.findings.filter((finding) => finding.verdict === 'mask'));
  const forLog = text.forLog(decision.findings);
  const logged = clip(forLog.text);
  context.findings.push(...forLog.findings);
  if (isWorse(decision.verdict, context.verdict)) context.verdict = decision.verdict;
  const reason = decision.reason ?? 'It was found unsafe.';
  // The reason of a block is the answer's; that of a mask is the log's alone.
  if (decision.verdict === 'mask') context.reason ??= reason;
  if (decision.verdict === 'block') {
    refuse(context, 'AISEC_SECURITY_BLOCK', `${title}: ${reason}`);
  } else if (decision.verdict === 'ask') {
    context.verdict = 'block';
    refuse(
      context,
      'AISEC_SECURITY_BLOCK',
      `${title}: ${reason} A person would have to allow it, and nobody is there to ask.`,
    );
  }
  if (context.answer !== undefined) return { edits: [], logged };
  return {
    edits: shiftEdits(edits, part.offset),
    logged,
  };
}

/** A copy: a slice would keep the whole text in memory until the log is written. */
function clip(source: string): string {
  return source.length <= LOG_LIMIT ? source : Buffer.from(source.slice(0, LOG_LIMIT)).toString();
}
