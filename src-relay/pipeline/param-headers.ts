import { applyEdits } from '../protocol/edits.ts';
import { frameFromText } from '../protocol/frame.ts';
import { member, type JsonValue } from '../protocol/json.ts';
import { paramHeaders, paramHeadersOf, type ParamHeader } from '../protocol/modern/param-headers.ts';
import type { ToolEntry } from '../registry/entry.ts';
import type { CallContext } from './context.ts';

const known = new WeakMap<ToolEntry, readonly ParamHeader[]>();

/** The arguments of a tool that travel as HTTP headers too (MCP 2026-07-28, Streamable HTTP, `x-mcp-header`). */
export function paramDeclarations(tool: ToolEntry): readonly ParamHeader[] {
  let declarations = known.get(tool);
  if (!declarations) {
    declarations = paramHeadersOf(tool.value.inputSchema).declarations;
    known.set(tool, declarations);
  }
  return declarations;
}

/** The `Mcp-Param-*` headers of a call, from its arguments as they are sent: what is masked there is masked here. */
export function paramHeadersFor(context: CallContext): Readonly<Record<string, string>> | undefined {
  const { tool, frame, requestEdits } = context;
  if (!tool) return undefined;
  const declarations = paramDeclarations(tool);
  if (declarations.length === 0) return undefined;
  const sent = requestEdits.length === 0 ? frame : frameFromText(applyEdits(frame.source, requestEdits));
  const params: JsonValue | undefined = sent.message.params;
  return paramHeaders(declarations, member(params, 'arguments'));
}
