import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file that text is added to, of bounded size: when it is full it becomes the old one, and the old one before goes. */
export class RotatingFile {
  readonly path: string;
  readonly #oldPath: string;
  readonly #maxBytes: number;

  /** @param maxBytes of one file; both together take twice as much at most */
  constructor(path: string, maxBytes: number) {
    this.path = path;
    this.#oldPath = path.replace(/\.log$/u, '.old.log');
    this.#maxBytes = maxBytes;
  }

  /**
   * Adds text at the end; of one longer than a file its end. The file is opened for each: another relay of the data folder
   * may write to it, or have put a new one in its place. Rejects with the file system's error.
   */
  async append(text: string): Promise<void> {
    const bytes = Buffer.from(text).subarray(-this.#maxBytes);
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    if ((await this.#write(bytes)) === 'full') {
      await rename(this.path, this.#oldPath);
      await this.#write(bytes);
    }
  }

  async #write(bytes: Buffer): Promise<'full' | 'written'> {
    const file = await open(this.path, 'a', 0o600);
    try {
      const { size, mode } = await file.stat();
      if (size > 0 && size + bytes.length > this.#maxBytes) return 'full';
      if ((mode & 0o077) !== 0) await file.chmod(0o600);
      await file.appendFile(bytes);
      return 'written';
    } finally {
      await file.close();
    }
  }
}

/** The log file of a server. Names that two systems would read differently get a hash: each server has its own file. */
export function logFileOf(folder: string, server: string): string {
  const isPlain = /^[a-z0-9][a-z0-9_-]{0,60}$/u.test(server);
  const plain = server.toLowerCase().replaceAll(/[^a-z0-9_-]/gu, '_');
  const hash = createHash('sha256').update(server).digest('hex').slice(0, 8);
  return join(folder, `server-${isPlain ? server : `${plain.slice(0, 50)}-${hash}`}.log`);
}
