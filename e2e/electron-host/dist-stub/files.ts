import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const require = createRequire(import.meta.url);

/** The version of the electron package that is installed. */
export function electronVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(require.resolve('electron/package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}

/** Writes files by their names inside a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Buffer>>, mode = 0o644): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode });
  }
}

/** A text for a file of which only the presence counts. */
export function placeholder(name: string): string {
  return `${name} of Electron stands here in a real distribution.\n`;
}
