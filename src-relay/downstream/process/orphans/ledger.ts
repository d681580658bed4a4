import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../../../protocol/errors.ts';
import type { Log } from '../../../protocol/log.ts';
import { currentBoot, ownIdentity, type ProcessIdentity } from './identity.ts';

/** What a ledger's file holds; `readLedgers` reads it. */
export interface LedgerEntry {
  readonly version: 1;
  readonly instanceId: string;
  /** The run of the machine it was written in; absent where the system does not tell. */
  readonly boot?: string | undefined;
  readonly relay: ProcessIdentity;
  /** Children that lead a process group each. */
  readonly children: readonly ProcessIdentity[];
}

/** Changes that come together are written together, in milliseconds. */
const WRITE_MS = 50;

/** The file of one instance. */
export function ledgerFile(folder: string, instanceId: string): string {
  return join(folder, `${instanceId}.json`);
}

/**
 * Writes down in the data folder which processes a relay has started, so that the next relay there can end what a killed
 * one left behind. Each instance has a file of its own. Writing happens beside all else and holds up nothing; a ledger
 * that cannot be written is told once and done without.
 */
export class ChildLedger {
  readonly #file: string;
  readonly #instanceId: string;
  readonly #log: Log;
  readonly #children = new Map<number, ProcessIdentity>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isOpen = false;
  #hasFailed = false;

  /** @param folder where the ledgers of a data folder lie; it is made where it is missing */
  constructor(folder: string, instanceId: string, log: Log) {
    this.#file = ledgerFile(folder, instanceId);
    this.#instanceId = instanceId;
    this.#log = log;
  }

  /** Says that this instance runs: what carries its mark is then no orphan. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#write();
  }

  add(child: ProcessIdentity): void {
    this.#children.set(child.pid, child);
    this.#changed();
  }

  remove(pid: number): void {
    if (this.#children.delete(pid)) this.#changed();
  }

  /** Takes the file away: everything in it has ended. */
  async close(): Promise<void> {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    await this.#writing;
    await rm(this.#file, { force: true }).catch(() => {});
  }

  #changed(): void {
    if (!this.#isOpen) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#write();
    }, WRITE_MS).unref();
  }

  #write(): void {
    this.#writing = this.#writing.then(() => (this.#isOpen ? this.#writeNow() : undefined));
  }

  async #writeNow(): Promise<void> {
    const entry: LedgerEntry = {
      version: 1,
      instanceId: this.#instanceId,
      boot: currentBoot(),
      relay: ownIdentity(),
      children: [...this.#children.values()],
    };
    const temporary = `${this.#file}.tmp`;
    try {
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
      // Not synced to the disk: a machine that loses power leaves no process behind either.
      await writeFile(temporary, JSON.stringify(entry), { mode: 0o600 });
      await rename(temporary, this.#file);
    } catch (error) {
      if (!this.#hasFailed) this.#log.warn(`what this relay starts cannot be written down: ${messageOf(error)}`);
      this.#hasFailed = true;
    }
  }
}
