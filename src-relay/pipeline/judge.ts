import { decide, isWorse } from '../policy/decide.ts';
import type { ScanItem } from '../protocol/scan-types.ts';
import { refuse } from './answers.ts';
import type { CallContext } from './context.ts';
import { maskedForLog, maskEdits } from './masking.ts';
import type { ScanReport } from './scanner.ts';
import type { Edit } from '../protocol/edits.ts';

/** Longest payload that the log keeps, in characters; the whole size stands beside it. */
const LOG_LIMIT = 64 * 1024;

export interface Judgement {
  /** What to replace in the item's source before it goes on; empty where nothing is masked. */
  readonly edits: readonly Edit[];
  /** The item's source for the log; undefined where nothing may be stored. */
  readonly logged: string | undefined;
}

/** Turns what the scanner found in one item to a verdict; a block or an unanswered question ends the call. */
export function judge(context: CallContext, item: ScanItem, report: ScanReport): Judgement {
  const title = item.direction === 'request' ? 'Unsafe Request' : 'Unsafe Response';
  if (report.failure !== undefined) {
    context.verdict = 'block';
    refuse(context, 'AISEC_SECURITY_BLOCK', `${title}: ${report.failure} Nothing passes unscanned while it does.`);
    return { edits: [], logged: undefined };
  }
  if (report.findings.length === 0) return { edits: [], logged: clip(item.source) };
  const decision = decide(report.findings, item.direction);
  context.findings.push(...decision.findings);
  if (isWorse(decision.verdict, context.verdict)) context.verdict = decision.verdict;
  const { placeholders } = context.session;
  const logged = clip(maskedForLog(item.source, report.findings, placeholders));
  if (decision.verdict === 'block') {
    refuse(context, 'AISEC_SECURITY_BLOCK', `${title}: ${decision.reason ?? 'It was found unsafe.'}`);
    return { edits: [], logged };
  }
  if (decision.verdict === 'ask') {
    context.verdict = 'block';
    refuse(
      context,
      'AISEC_SECURITY_BLOCK',
      `${title}: ${decision.reason ?? ''} A person would have to allow it, and nobody is there to ask.`,
    );
    return { edits: [], logged };
  }
  const masked = decision.findings.filter((finding) => finding.verdict === 'mask');
  return { edits: maskEdits(item.source, masked, placeholders), logged };
}

function clip(source: string): string {
  return source.length <= LOG_LIMIT ? source : source.slice(0, LOG_LIMIT);
}
