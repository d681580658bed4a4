import { rm } from 'node:fs/promises';
import { messageOf } from '../../../protocol/errors.ts';
import type { Log } from '../../../protocol/log.ts';
import { isMarkOf } from '../mark.ts';
import { listWindowsProcesses } from '../windows/process-list.ts';
import { killWindowsProcesses } from '../windows/taskkill.ts';
import { signalAndWait } from './end-processes.ts';
import type { ProcessIdentity } from './identity.ts';
import { ledgerFile, type LedgerEntry } from './ledger.ts';
import type { MarkedProcesses } from './marked-processes.ts';
import { startTicks } from './proc-files.ts';
import { listByPs, type ListedProcess } from './process-list.ts';
import { familyOf, isSameProcess } from './process-tree.ts';
import { isOfEarlierBoot, readLedgers, stateOf } from './read-ledgers.ts';

/** How long what was left behind gets to end after a signal, in milliseconds. */
const END_MS = 300;

export interface SweepParts {
  /** Where the ledgers of the data folder lie. */
  readonly folder: string;
  readonly ownId: string;
  readonly marked: MarkedProcesses;
  readonly log: Log;
  readonly platform: NodeJS.Platform;
}

/**
 * Ends what relays of this data folder that were killed have left behind, and takes their ledgers away. What belongs to an
 * instance that runs, and a process that has got a noted one's pid, stays. Never rejects.
 */
export async function sweepOrphans(parts: SweepParts): Promise<void> {
  const { folder, ownId, log } = parts;
  let list: Promise<readonly ListedProcess[]> | undefined;
  const listed = (): Promise<readonly ListedProcess[]> => (list ??= listProcesses(parts.platform));
  for (const ledger of readLedgers(folder, ownId)) {
    try {
      if (await isRunning(ledger, listed)) continue;
      const count = isOfEarlierBoot(ledger) ? 0 : await endChildren(ledger, parts, listed);
      if (count > 0) {
        log.warn(`ended ${count === 1 ? 'a process' : `${count} processes`} that a killed relay had left behind`);
      }
      await rm(ledgerFile(folder, ledger.instanceId), { force: true });
    } catch (error) {
      log.warn(`what a killed relay may have left behind was not looked for: ${messageOf(error)}`);
    }
  }
}

async function isRunning(ledger: LedgerEntry, listed: () => Promise<readonly ListedProcess[]>): Promise<boolean> {
  const state = stateOf(ledger);
  if (state !== 'unsure') return state === 'running';
  return (await listed()).some((one) => isSameProcess(one, ledger.relay));
}

/** Resolves to how many processes were ended. */
async function endChildren(
  ledger: LedgerEntry,
  { marked, platform }: SweepParts,
  listed: () => Promise<readonly ListedProcess[]>,
): Promise<number> {
  if (platform === 'linux') {
    // A child whose program was started with an environment of its own carries no mark: its start tells.
    const unmarked = ledger.children.filter((child) => child.ticks !== undefined && isSame(child));
    const count = await marked.end((mark) => isMarkOf(mark, ledger.instanceId));
    const left = unmarked.filter(isSame);
    await end(left);
    return count + left.length;
  }
  if (ledger.children.length === 0) return 0;
  const processes = await listed();
  const families = ledger.children.flatMap((child) => familyOf(child, processes));
  if (platform === 'win32') await killWindowsProcesses(families);
  else
    await end(
      ledger.children.filter((child) => processes.some((one) => isSameProcess(one, child))),
      families,
    );
  return families.length;
}

function isSame({ pid, ticks }: ProcessIdentity): boolean {
  return startTicks(pid) === ticks;
}

/** Ends what these lead, and what else is listed: SIGTERM, a moment, SIGKILL. */
async function end(leaders: readonly ProcessIdentity[], others: readonly number[] = []): Promise<void> {
  const targets = [...leaders.map(({ pid }) => -pid), ...others];
  if (targets.length === 0) return;
  await signalAndWait(targets, 'SIGTERM', END_MS);
  await signalAndWait(targets, 'SIGKILL', END_MS);
}

function listProcesses(platform: NodeJS.Platform): Promise<ListedProcess[]> {
  return platform === 'win32' ? listWindowsProcesses() : listByPs();
}
