import type { JsonPath, JsonValue } from '../../protocol/json.ts';

/** Where a secret stands in a value. */
export interface SecretSpan {
  readonly path: JsonPath;
  readonly start: number;
  readonly end: number;
}

export type SecretFinder = (value: JsonValue) => readonly SecretSpan[];

let shared: Promise<SecretFinder> | undefined;

/** Finds secrets as the relay does in what a server answers: by their form, and by the name they stand under. */
export function loadSecretFinder(): Promise<SecretFinder> {
  return (shared ??= createSecretFinder());
}

async function createSecretFinder(): Promise<SecretFinder> {
  // The rules take a moment to make ready: they are loaded where something is imported.
  const [{ ItemScanner }, { LOCAL_RULES }] = await Promise.all([
    import('../../scan/item-scan.ts'),
    import('../../scan/registry.ts'),
  ]);
  const scanner = new ItemScanner(LOCAL_RULES);
  return (value) =>
    scanner
      .scan(value, 'response')
      .filter(({ kind, inKey }) => kind === 'secret' && !inKey)
      .map(({ path, start, end }) => ({ path, start, end }));
}
