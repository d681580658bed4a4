import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';

/** The system calls that changing a file takes. Tests put one in its place that dies after any of them. */
export interface Disk {
  read(path: string): Buffer;
  realPath(path: string): string;
  /** Follows links; undefined where nothing is. */
  stat(path: string): Stats | undefined;
  /** Whether the name is taken, be it by a link that leads nowhere. */
  isNamed(path: string): boolean;
  /** Names in a folder; none where there is no folder. */
  list(folder: string): readonly string[];
  makeFolder(folder: string, mode: number): void;
  /** Creates a file; fails where there is one. */
  create(path: string, mode: number): number;
  write(handle: number, bytes: Uint8Array, from: number): number;
  setMode(handle: number, mode: number): void;
  setOwner(handle: number, uid: number, gid: number): void;
  sync(handle: number): void;
  close(handle: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Makes renames in a folder last; does nothing where the system cannot. */
  syncFolder(folder: string): void;
}

export const nodeDisk: Disk = {
  read: (path) => readFileSync(path),
  realPath: (path) => realpathSync(path),
  stat: (path) => statSync(path, { throwIfNoEntry: false }),
  isNamed: (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
  list(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
  makeFolder: (folder, mode) => void mkdirSync(folder, { recursive: true, mode }),
  create: (path, mode) => openSync(path, 'wx', mode),
  write: (handle, bytes, from) => writeSync(handle, bytes, from),
  setMode: (handle, mode) => fchmodSync(handle, mode),
  setOwner: (handle, uid, gid) => fchownSync(handle, uid, gid),
  sync: (handle) => fsyncSync(handle),
  close: (handle) => closeSync(handle),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
  syncFolder(folder) {
    if (process.platform === 'win32') return;
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  },
};
