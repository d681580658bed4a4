import { extractAll } from '@electron/asar';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * Node cannot read inside an asar, so its contents run from a temporary folder. That is called app.asar, with
 * app.asar.unpacked beside it, for apps that find files by these names.
 */
export function unpackAsar(asar: string): string {
  const contents = join(temporaryFolder('asar'), 'app.asar');
  extractAll(asar, contents);
  const unpacked = `${asar}.unpacked`;
  if (existsSync(unpacked)) symlinkSync(unpacked, `${contents}.unpacked`);
  return contents;
}
