/** Everything that the soak sends bears the label of the client it belongs to, so that a stray message shows itself. */
export function labelOf(index: number): string {
  return `client-${String(index).padStart(2, '0')}`;
}

/** Labels in a text. */
export const LABELS = /client-\d\d/g;

/** Of one call: nothing else has the same. */
export function nonceOf(label: string, call: number): string {
  return `${label}-call-${call}`;
}

export const NONCE = /client-\d\d-call-\d+/;

export function serverName(index: number): string {
  return `s${String(index).padStart(2, '0')}`;
}

/** Seconds without an answer or progress after which the relay gives a call up. */
export const TIMEOUT_S = 5;

export type ServerKind = 'stdio' | 'stdio, modern' | 'stdio, legacy' | 'HTTP' | 'HTTP, legacy';

/** Of each five servers. One without an era is there in both; over stdio the relay speaks the older one to it, unless told. */
const KINDS: readonly ServerKind[] = ['stdio', 'stdio, modern', 'stdio, legacy', 'HTTP', 'HTTP, legacy'];

export function kindOfServer(name: string): ServerKind {
  return KINDS[Number(name.slice(1)) % KINDS.length] ?? 'stdio';
}
