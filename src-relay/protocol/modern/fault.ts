import type { JsonObject } from '../json.ts';

/** A request that is answered with an error before anything is done for it. */
export interface Fault {
  /** HTTP status that the modern era gives it; 200 for what is said in band. */
  readonly status: number;
  /** JSON-RPC error code. */
  readonly code: number;
  readonly message: string;
  readonly data?: JsonObject;
}

/** The JSON-RPC error response for a fault. `idSource` is the request's id as it was written. */
export function faultResponse(idSource: string, { code, message, data }: Fault): string {
  const more = data === undefined ? '' : `,"data":${JSON.stringify(data)}`;
  return `{"jsonrpc":"2.0","id":${idSource},"error":{"code":${code},"message":${JSON.stringify(message)}${more}}}`;
}
