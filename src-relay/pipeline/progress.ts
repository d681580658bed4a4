import { decide } from '../policy/decide.ts';
import { applyEdits } from '../protocol/edits.ts';
import type { Frame } from '../protocol/frame.ts';
import { jsonTree, memberNode, nodeAt } from '../protocol/json-tree.ts';
import { member } from '../protocol/json.ts';
import type { CallContext } from './context.ts';
import { maskEdits } from './masking.ts';
import type { Scanner } from './scanner.ts';

/**
 * Passes a server's progress on to the call's client under the client's own token. What a progress message says is a
 * server's text like any other: it is scanned, masked, and dropped where it would be blocked.
 * @returns undefined where the client asked for no progress
 */
export function relayProgress(context: CallContext, scanner: Scanner): ((frame: Frame) => void) | undefined {
  if (member(context.params._meta, 'progressToken') === undefined) return undefined;
  const root = jsonTree(context.paramsSource);
  const token = memberNode(nodeAt(root, ['_meta']), 'progressToken')?.value;
  if (!token) return undefined;
  const tokenSource = context.paramsSource.slice(token.start, token.end);
  return (frame) => {
    send(context, scanner, frame, tokenSource).catch(() => {});
  };
}

async function send(context: CallContext, scanner: Scanner, frame: Frame, tokenSource: string): Promise<void> {
  const span = frame.spans.get('params');
  if (!span || frame.message.params === undefined) return;
  let params = frame.source.slice(span.start, span.end);
  if (!context.bypassed) {
    const { server, name: tool } = context.tool ?? { server: '', name: context.toolName };
    const item = { direction: 'response', server, tool, source: params, value: frame.message.params } as const;
    const report = await scanner.scan(item);
    const decision = decide(report.findings, 'response');
    if (report.failure !== undefined || decision.verdict === 'block' || decision.verdict === 'ask') return;
    params = applyEdits(params, maskEdits(params, decision.findings, context.session.placeholders));
  }
  if (context.cancellation.isCancelled || context.answer !== undefined) return;
  const token = memberNode(jsonTree(params), 'progressToken')?.value;
  if (!token) return;
  const sent = applyEdits(params, [{ start: token.start, end: token.end, text: tokenSource }]);
  context.emit(applyEdits(frame.source, [{ ...span, text: sent }]));
}
