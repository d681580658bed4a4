import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { currentBoot, type ProcessIdentity } from './identity.ts';
import { ledgerFile, type LedgerEntry } from './ledger.ts';
import { startTicks } from './proc-files.ts';

const identitySchema = z.object({
  // 0 and 1 would mean a whole group, or the first process of the system.
  pid: z.int().min(2),
  startedAt: z.number(),
  ticks: z.string().optional(),
});
const ledgerSchema: z.ZodType<LedgerEntry> = z.object({
  version: z.literal(1),
  instanceId: z.string().regex(/^[\w-]{1,64}$/u),
  boot: z.string().optional(),
  // In a container the relay may well be the first process.
  relay: identitySchema.extend({ pid: z.int().min(1) }),
  children: z.array(identitySchema),
});

/**
 * The ledgers of other instances in a data folder. One that cannot be read, or is of a version that this one does not
 * know, is left alone.
 */
export function readLedgers(folder: string, ownId: string): LedgerEntry[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    try {
      const parsed = ledgerSchema.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      const isOther = parsed.success && parsed.data.instanceId !== ownId;
      return isOther && ledgerFile(folder, parsed.data.instanceId) === join(folder, name) ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}

/** Whether there may be something to sweep: a ledger of an instance that does not run for sure. Reads some small files at most. */
export function needsSweep(folder: string, ownId: string): boolean {
  return readLedgers(folder, ownId).some((ledger) => stateOf(ledger) !== 'running');
}

/** Whether the relay of a ledger still runs; `unsure` where only the system's list of processes can tell. */
export function stateOf({ boot, relay }: LedgerEntry): 'running' | 'gone' | 'unsure' {
  const now = currentBoot();
  if (boot !== undefined && now !== undefined && boot !== now) return 'gone';
  if (relay.ticks !== undefined) return startTicks(relay.pid) === relay.ticks ? 'running' : 'gone';
  if (relay.pid === process.pid && isOwnStart(relay)) return 'running';
  try {
    process.kill(relay.pid, 0);
    return 'unsure';
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    return isMissing ? 'gone' : 'unsure';
  }
}

/** Whether everything of a ledger has ended with the machine's run that it was written in. */
export function isOfEarlierBoot({ boot }: LedgerEntry): boolean {
  const now = currentBoot();
  return boot !== undefined && now !== undefined && boot !== now;
}

function isOwnStart({ startedAt }: ProcessIdentity): boolean {
  return startedAt === Math.round(performance.timeOrigin);
}
