import { readFileSync } from 'node:fs';
import type { DataFolder } from '../config/data-folder.ts';
import { DEFAULTS } from '../config/schema.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';

/** Ports that are tried one after the other where nobody has named one. */
const TRIES = 20;

/**
 * The port at which clients find the relay of a data folder: the one that it has listened at last, unless any free one was
 * asked for. undefined before its first start.
 */
export function knownPort(folder: DataFolder): number | undefined {
  try {
    const port = Number(readFileSync(folder.port, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Ports to listen at, the first free one of them: what was configured, else what clients know, else 8000 and those after it
 * (spec/clients.md: "chosen once, remembered").
 * @param configured what flag, environment or file say; 0 is any free port
 */
export function portsToTry(folder: DataFolder, configured: number | undefined): readonly number[] {
  const known = configured ?? knownPort(folder);
  return known === undefined ? Array.from({ length: TRIES }, (_, index) => DEFAULTS.port + index) : [known];
}

/** Remembers where the relay listens. */
export function rememberPort(folder: DataFolder, port: number): void {
  if (knownPort(folder) !== port) writeFileAtomic(folder.port, `${port}\n`);
}
