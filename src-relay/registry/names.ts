import { createHash } from 'node:crypto';

/** Longest tool name that all clients take. */
const MAX_LENGTH = 64;
const HASH_LENGTH = 8;

/** A name as clients take it: `[A-Za-z0-9_-]`, at most 64 characters; what had to be changed gets a short hash. */
export function clientName(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_-]/gu, '_');
  if (plain === name && name.length <= MAX_LENGTH) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH);
  return `${plain.slice(0, MAX_LENGTH - HASH_LENGTH - 1)}_${hash}`;
}

/** `<server>__<tool>`, as clients take it. */
export function prefixedName(server: string, tool: string): string {
  return clientName(`${server}__${tool}`);
}

/** Whether a name looks like what another server's tool or prompt is called where its own name is taken. */
export function isNamedLike(name: string, server: string, servers: readonly string[]): boolean {
  return servers.some((other) => other !== server && name.startsWith(`${other}__`));
}
