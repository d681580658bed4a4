import { join } from 'node:path';
import { app } from 'electron';

/** Where Chromium keeps its own files: inside the data folder that app and command line share. */
export function userDataIn(dataFolder: string): string {
  return join(dataFolder, 'app');
}

/** The preload script that the build puts beside the main process's bundle. */
export const PRELOAD_FILE = join(import.meta.dirname, '../preload/preload.cjs');

/** A file of `resources/`: outside the archive in the packed app, in the repository else. */
export function resourceFile(...names: readonly string[]): string {
  const folder = app.isPackaged ? process.resourcesPath : join(import.meta.dirname, '../../resources');
  return join(folder, ...names);
}
