import { applyEdits, singleLine } from '../../protocol/edits.ts';
import { messageOf, RelayError } from '../../protocol/errors.ts';
import { frameFromText } from '../../protocol/frame.ts';
import { jsonTree, memberNode, nodeAt } from '../../protocol/json-tree.ts';
import { member } from '../../protocol/json.ts';
import { refuse } from '../answers.ts';
import type { CallContext, Stage } from '../context.ts';
import { relayProgress } from '../progress.ts';
import type { Scanner } from '../scanner.ts';

/** Sends the call to its server under an id of the relay's own and waits for the answer. */
export function forwardStage(scanner: Scanner): Stage {
  return {
    name: 'forward',
    phase: 'server',
    run(context) {
      const { server, cancellation } = context;
      if (!server) return undefined;
      const onProgress = relayProgress(context, scanner);
      const timeoutMs = server.config.timeout * 1000;
      return server.request(requestWriter(context), { timeoutMs, cancellation, onProgress }).then(
        (response) => {
          context.response = response;
        },
        (error: unknown) => {
          const code = error instanceof RelayError ? error.code : 'AISEC_MCP_RELAY_INTERNAL_ERROR';
          refuse(context, code, messageOf(error));
        },
      );
    },
  };
}

/** The client's message with the server's id, the tool's own name, a progress token of the relay's, and masks. */
function requestWriter(context: CallContext): (id: number) => string {
  const { frame, tool, params, requestEdits } = context;
  const id = frame.spans.get('id');
  const span = frame.spans.get('params');
  if (!id || !span) throw new RelayError('AISEC_MCP_RELAY_INTERNAL_ERROR', 'The request has no id or params.');
  const isRenamed = tool !== undefined && tool.name !== context.toolName;
  const hasToken = member(params._meta, 'progressToken') !== undefined;
  if (!isRenamed && !hasToken && requestEdits.length === 0) {
    return (own) => singleLine(frame.source.slice(0, id.start) + String(own) + frame.source.slice(id.end));
  }
  const edits = [...requestEdits];
  const root = jsonTree(frame.source, span.start);
  const name = isRenamed ? memberNode(root, 'name')?.value : undefined;
  if (name) edits.push({ start: name.start, end: name.end, text: JSON.stringify(tool?.name) });
  const token = hasToken ? memberNode(nodeAt(root, ['_meta']), 'progressToken')?.value : undefined;
  return (own) => {
    const text = String(own);
    const owned = token
      ? [
          { ...id, text },
          { start: token.start, end: token.end, text },
        ]
      : [{ ...id, text }];
    const sent = applyEdits(frame.source, [...edits, ...owned]);
    // A masked key may now be equal to its neighbour: the server must not read another message than was scanned.
    if (requestEdits.length > 0) frameFromText(sent);
    return singleLine(sent);
  };
}
