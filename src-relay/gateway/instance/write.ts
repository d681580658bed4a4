import { rmSync } from 'node:fs';
import { writeFileAtomic } from '../../store/atomic-file.ts';
import { readRelayFile, type RelayFile } from './relay-file.ts';
import type { StartCommand } from './start-file.ts';

export function writeRelayFile(file: string, content: RelayFile): void {
  writeFileAtomic(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** Removes the file if it is still the one of this instance. */
export function removeRelayFile(file: string, instanceId: string): void {
  if (readRelayFile(file)?.instanceId === instanceId) rmSync(file, { force: true });
}

export function writeStartFile(file: string, command: StartCommand): void {
  writeFileAtomic(file, `${JSON.stringify(command, null, 2)}\n`);
}
