import { createHash } from 'node:crypto';
import { member, type JsonObject } from '../protocol/json.ts';

/** Longest tool name that all clients take. */
const MAX_LENGTH = 64;
const HASH_LENGTH = 8;

/** A name as clients take it: `[A-Za-z0-9_-]`, at most 64 characters; what had to be changed gets a short hash. */
export function clientName(name: string): string {
  const plain = cleaned(name);
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
  return servers.some((other) => other !== server && name.startsWith(`${cleaned(other)}__`));
}

function cleaned(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]/gu, '_');
}

/** The name as it stands in the definition that clients get: there it is without its secrets. */
export function plainName(item: { readonly name: string; readonly value: JsonObject }, key = 'name'): string {
  const plain = member(item.value, key);
  return typeof plain === 'string' ? plain : item.name;
}
