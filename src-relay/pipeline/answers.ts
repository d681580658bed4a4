import { errorWithData, JSON_RPC, resultResponse, type AisecCode } from '../protocol/errors.ts';
import { toModern } from '../protocol/modern/results.ts';
import type { CallContext } from './context.ts';

/** The code of JSON-RPC 2.0 for a refusal of anything but a tool call, which has no error inside its result. */
const RPC_CODES: Readonly<Record<AisecCode, number>> = {
  AISEC_SECURITY_BLOCK: JSON_RPC.serverError,
  AISEC_TOOL_NOT_FOUND: JSON_RPC.invalidParams,
  AISEC_SERVER_NOT_FOUND: JSON_RPC.invalidParams,
  AISEC_TOOL_EXECUTION_ERROR: JSON_RPC.serverError,
  AISEC_VALIDATION_ERROR: JSON_RPC.invalidParams,
  AISEC_INVALID_CONFIGURATION: JSON_RPC.internalError,
  AISEC_TOOL_REGISTRY_ERROR: JSON_RPC.internalError,
  AISEC_MCP_RELAY_INTERNAL_ERROR: JSON_RPC.internalError,
};

/**
 * Ends a call with an error the relay decides on. For a tool call it is a result with `isError`, one text item
 * `CODE:message`, and `_meta` that names code, reason, kinds of findings and the log entry (spec/relay.md, "Errors to the
 * client"); for any other request it is a JSON-RPC error with the same in its data.
 * @param forLog the sentence for the log, where the caller's own words must not stand in it
 */
export function refuse(context: CallContext, code: AisecCode, message: string, forLog = message): void {
  const kinds = [...new Set(context.findings.filter((one) => one.verdict === context.verdict).map((one) => one.kind))];
  const about = { code, reason: message, findings: kinds, logEntry: context.entryId };
  end(context, code, forLog);
  if (context.route.method === 'tools/call') {
    const result = { content: [{ type: 'text', text: `${code}:${message}` }], isError: true, _meta: about };
    const source = JSON.stringify(result);
    const isModern = context.traits.era === 'modern';
    context.answer = resultResponse(context.idSource, isModern ? toModern(context.route.method, source) : source);
  } else {
    const isNoMethod = context.route.isUnknown === true && code === 'AISEC_TOOL_NOT_FOUND';
    const rpcCode = isNoMethod ? JSON_RPC.methodNotFound : RPC_CODES[code];
    context.answer = errorWithData(context.idSource, rpcCode, message, about);
  }
}

/** Ends a read of a resource that no server has: clients know it by the code and by data that is the address alone. */
export function refuseUnknownResource(context: CallContext): void {
  const message = 'There is no such resource. List the resources to see which there are.';
  const code = context.traits.era === 'modern' ? JSON_RPC.invalidParams : JSON_RPC.resourceNotFound;
  end(context, 'AISEC_TOOL_NOT_FOUND', message);
  context.answer = errorWithData(context.idSource, code, message, { uri: context.calledName });
}

function end(context: CallContext, code: AisecCode, reason: string): void {
  context.code = code;
  context.reason = reason;
  context.status = code === 'AISEC_SECURITY_BLOCK' ? 'blocked' : code === 'AISEC_TOOL_NOT_FOUND' ? 'denied' : 'error';
}
