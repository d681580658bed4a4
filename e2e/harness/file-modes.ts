import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The folder and what is in it, as far as others than the owner may read, write or enter it. */
export function openToOthers(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return [folder, ...names.map((name) => join(folder, name))].filter(
    (path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0,
  );
}
