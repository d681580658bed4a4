/** What a server may ask of a client (MCP 2025-11-25, Client Features). */
const ASKS: ReadonlySet<string> = new Set(['sampling/createMessage', 'elicitation/create', 'roots/list']);

/** A server's request as a log may name it: any other method is the server's own text, which nobody has scanned. */
export function loggedAsk(method: string): string {
  return ASKS.has(method) ? method : 'unknown method';
}
