/** Error codes that clients see in results the relay decides on (spec/relay.md, "Errors to the client"). */
const AISEC_CODES = [
  'AISEC_SECURITY_BLOCK',
  'AISEC_TOOL_NOT_FOUND',
  'AISEC_SERVER_NOT_FOUND',
  'AISEC_TOOL_EXECUTION_ERROR',
  'AISEC_VALIDATION_ERROR',
  'AISEC_INVALID_CONFIGURATION',
  'AISEC_TOOL_REGISTRY_ERROR',
  'AISEC_MCP_RELAY_INTERNAL_ERROR',
] as const;
export type AisecCode = (typeof AISEC_CODES)[number];

/** An error with a code of the table above and a sentence for a person. Thrown once, mapped once at the border. */
export class RelayError extends Error {
  readonly code: AisecCode;
  constructor(code: AisecCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RelayError';
    this.code = code;
  }
}

/** JSON-RPC 2.0 error codes (section 5.1 of its specification), and MCP's own for a resource (2025-11-25, Resources). */
export const JSON_RPC = {
  serverError: -32000,
  resourceNotFound: -32002,
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
} as const;

/** A JSON-RPC error response. `idSource` is the request's id as it was written, or `null` where there is none. */
export function errorResponse(idSource: string, code: number, message: string): string {
  return `{"jsonrpc":"2.0","id":${idSource},"error":{"code":${code},"message":${JSON.stringify(message)}}}`;
}

/** A JSON-RPC error response with data beside its sentence. */
export function errorWithData(idSource: string, code: number, message: string, data: unknown): string {
  return `{"jsonrpc":"2.0","id":${idSource},"error":${JSON.stringify({ code, message, data })}}`;
}

/** A JSON-RPC result response around result text that is JSON already. */
export function resultResponse(idSource: string, resultSource: string): string {
  return `{"jsonrpc":"2.0","id":${idSource},"result":${resultSource}}`;
}

/** The sentence of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
