import { decide } from '../policy/decide.ts';
import { applyEdits, shiftEdits } from '../protocol/edits.ts';
import { scannablePart, type Frame } from '../protocol/frame.ts';
import { jsonTree, memberNode, nodeAt } from '../protocol/json-tree.ts';
import { member } from '../protocol/json.ts';
import type { CallContext } from './context.ts';
import { MaskableText } from './masking.ts';
import type { Scanner } from './scanner.ts';

/** Longer progress is not passed on, in characters: it is a sentence for a person. */
const MAX_PROGRESS = 64 * 1024;

/**
 * Passes a server's progress on to the call's client under the client's own token. What a progress message says is a
 * server's text like any other: it is scanned, masked, and dropped where it would be blocked. While one is being scanned
 * only the latest waits, so a flood of them costs no memory.
 * @returns undefined where the client asked for no progress
 */
export function relayProgress(context: CallContext, scanner: Scanner): ((frame: Frame) => void) | undefined {
  if (member(context.params._meta, 'progressToken') === undefined) return undefined;
  const root = jsonTree(context.paramsSource);
  const token = memberNode(nodeAt(root, ['_meta']), 'progressToken')?.value;
  if (!token) return undefined;
  const tokenSource = context.paramsSource.slice(token.start, token.end);
  let latest: Frame | undefined;
  let isBusy = false;
  const work = async (): Promise<void> => {
    isBusy = true;
    while (latest) {
      const frame = latest;
      latest = undefined;
      const source = await passable(context, scanner, frame, tokenSource);
      if (source !== undefined && !context.cancellation.isCancelled && context.answer === undefined)
        context.emit(source);
    }
    isBusy = false;
  };
  return (frame) => {
    if (frame.source.length > MAX_PROGRESS) return;
    latest = frame;
    if (!isBusy) work().catch(() => (isBusy = false));
  };
}

/** The progress message as the client may have it; undefined where it may not. */
async function passable(
  context: CallContext,
  scanner: Scanner,
  frame: Frame,
  tokenSource: string,
): Promise<string | undefined> {
  const params = frame.spans.get('params');
  const token = params && memberNode(jsonTree(frame.source, params.start), 'progressToken')?.value;
  if (!token) return undefined;
  const tokenEdit = { start: token.start, end: token.end, text: tokenSource };
  if (context.bypassed) return applyEdits(frame.source, [tokenEdit]);
  const part = scannablePart(frame, 'params');
  const { server, name: tool } = context.tool ?? { server: '', name: context.toolName };
  const report = await scanner.scan({ direction: 'response', server, tool, source: part.source, value: part.value });
  const { verdict, findings } = decide(report.findings, 'response');
  if (!report.passes || verdict === 'block' || verdict === 'ask') return undefined;
  const masked = findings.filter((finding) => finding.verdict === 'mask');
  const edits = new MaskableText(part.source, context.session.placeholders).edits(masked);
  return applyEdits(frame.source, [...shiftEdits(edits, part.offset), tokenEdit]);
}
