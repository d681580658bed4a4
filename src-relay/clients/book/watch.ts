import { watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ClientBook, ClientStatus } from '../types.ts';
import type { BookParts } from './parts.ts';

/** A program writes a file in several steps: how long it has to be quiet, in milliseconds. */
const QUIET_MS = 150;
/** Clients that are installed meanwhile are found at the latest after this long, in milliseconds. */
const RESCAN_MS = 60_000;
/** A client that takes the entry out as often as this within that time, in milliseconds, does it on purpose. */
const MAX_REPAIRS = 5;
const REPAIRS_MS = 10 * 60_000;

export interface Watching {
  /** Resolves when everything is watched. Never rejects. */
  readonly ready: Promise<void>;
  close(): void;
}

/**
 * Tells when a client's file says something else about the relay than before, and puts a dropped entry back where that was
 * chosen. Folders are watched, not files: most programs replace a file by another one.
 */
export function watchClients(
  book: ClientBook,
  { places, disk, now }: BookParts,
  onChange: (status: ClientStatus) => void,
): Watching {
  const folders = new Map<string, FSWatcher>();
  const last = new Map<string, ClientStatus>();
  const repairs = new Map<string, number[]>();
  let isClosed = false;
  let isFirst = true;
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();

  const soon = (): void => {
    if (isClosed) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(look).catch(() => {});
    }, QUIET_MS).unref();
  };
  const watchFolder = (folder: string): void => {
    if (folders.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, soon);
      watcher.on('error', () => {
        watcher.close();
        folders.delete(folder);
      });
      folders.set(folder, watcher);
    } catch {
      // A folder that is not there yet is found when it is looked for again.
    }
  };
  const repair = async (status: ClientStatus): Promise<ClientStatus> => {
    const key = `${status.id} ${status.file}`;
    const since = now().getTime() - REPAIRS_MS;
    const recent = (repairs.get(key) ?? []).filter((time) => time > since);
    if (recent.length >= MAX_REPAIRS) {
      return { ...status, reason: `${status.title} takes the relay's entry out again and again. Repair it by hand.` };
    }
    repairs.set(key, [...recent, now().getTime()]);
    const { planId } = await book.plan(status.id, 'repair', { file: status.file });
    return book.apply(planId);
  };
  const look = async (): Promise<void> => {
    for (const status of await book.list()) {
      if (isClosed) return;
      const { file } = status;
      watchFolder(dirname(file));
      if (disk.isNamed(file)) watchFolder(dirname(realPathOf(disk, file)));
      const key = `${status.id} ${file}`;
      const before = last.get(key);
      last.set(key, status);
      const isDropped = status.state === 'not-connected' && status.connectedAt !== undefined;
      if (!isFirst && (!before || !sameWords(before, status))) onChange(status);
      if (!isDropped || !status.keepsItself) continue;
      try {
        const mended = await repair(status);
        last.set(key, mended);
        onChange(mended);
      } catch {
        // Its state has been told; the next change of the folder tries again.
      }
    }
    isFirst = false;
  };

  watchFolder(places.home);
  work = look().catch(() => {});
  const rescan = setInterval(soon, RESCAN_MS).unref();
  return {
    ready: work,
    close() {
      isClosed = true;
      clearTimeout(timer);
      clearInterval(rescan);
      for (const watcher of folders.values()) watcher.close();
      folders.clear();
    },
  };
}

function realPathOf(disk: BookParts['disk'], file: string): string {
  try {
    return disk.realPath(file);
  } catch {
    return file;
  }
}

/** Whether two states say the same of the file; whether the app runs is no news of it. */
function sameWords(a: ClientStatus, b: ClientStatus): boolean {
  return isDeepStrictEqual({ ...a, isRunning: false }, { ...b, isRunning: false });
}
