/** Names of clients: they become the identity `client:NAME`, and names of files. */
const CLIENT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;
/** Identities that the relay itself gives: to MCP_RELAY_TOKEN and to clients over standard input. */
const RESERVED_NAMES = new Set(['env', 'stdio']);

export function isClientName(name: string): boolean {
  return CLIENT_NAME.test(name) && !RESERVED_NAMES.has(name);
}
