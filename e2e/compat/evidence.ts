import { z } from 'zod';

import type { ListKind } from './session.ts';

const RECORD = z.record(z.string(), z.unknown());

/** Members that an era or a hop adds, and that say nothing of the server's answer. */
const OF_THE_WAY = new Set(['_meta', 'resultType', 'ttlMs', 'cacheScope']);

/** What a tool, resource or prompt is to a client. */
const OF_A_DEFINITION = [
  'name',
  'uri',
  'title',
  'description',
  'mimeType',
  'inputSchema',
  'outputSchema',
  'annotations',
  'arguments',
];

/** The result as text in one form, whatever the order of its members. */
export function evidenceOf(result: unknown): string {
  const record = RECORD.safeParse(result);
  if (!record.success) return stable(result);
  return stable(Object.fromEntries(Object.entries(record.data).filter(([name]) => !OF_THE_WAY.has(name))));
}

/** Each listed definition under its kind and name (its URI for a resource). */
export function definitionEvidence(kind: ListKind, listed: readonly unknown[]): Map<string, string> {
  return new Map(
    listed.map((item) => {
      const definition = RECORD.parse(item);
      const key = String(kind === 'resources' ? definition['uri'] : definition['name']);
      const shown = OF_A_DEFINITION.flatMap((name) => (name in definition ? [[name, definition[name]]] : []));
      return [`${kind} ${key}`, stable(Object.fromEntries(shown))];
    }),
  );
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    const record = RECORD.safeParse(member);
    if (!record.success || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(record.data).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
