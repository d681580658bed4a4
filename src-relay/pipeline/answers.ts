import { resultResponse, type AisecCode } from '../protocol/errors.ts';
import type { CallContext } from './context.ts';

/**
 * Ends a call with an error the relay decides on: a result with `isError`, one text item `CODE:message`, and `_meta` that
 * names code, reason, kinds of findings and the log entry (spec/relay.md, "Errors to the client").
 * @param forLog the sentence for the log, where the caller's own words must not stand in it
 */
export function refuse(context: CallContext, code: AisecCode, message: string, forLog = message): void {
  const kinds = [...new Set(context.findings.filter((one) => one.verdict === context.verdict).map((one) => one.kind))];
  const result = {
    content: [{ type: 'text', text: `${code}:${message}` }],
    isError: true,
    _meta: { code, reason: message, findings: kinds, logEntry: context.entryId },
  };
  context.code = code;
  context.reason = forLog;
  context.status = code === 'AISEC_SECURITY_BLOCK' ? 'blocked' : code === 'AISEC_TOOL_NOT_FOUND' ? 'denied' : 'error';
  context.answer = resultResponse(context.idSource, JSON.stringify(result));
}
