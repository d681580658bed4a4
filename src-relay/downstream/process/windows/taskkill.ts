import type { ProcessIdentity } from '../orphans/identity.ts';
import { runProgram, type RunProgram } from '../orphans/process-list.ts';
import { familyOf } from '../orphans/process-tree.ts';
import { listWindowsProcesses } from './process-list.ts';
import { systemEnvironment, systemProgram } from './system-programs.ts';

/** Pids in one command line: it may be 8191 characters long. */
const PER_CALL = 200;

/** The command lines that end processes, each with all that descends from it. */
export function taskkillCalls(pids: readonly number[]): string[][] {
  const calls: string[][] = [];
  for (let from = 0; from < pids.length; from += PER_CALL) {
    const some = pids.slice(from, from + PER_CALL);
    calls.push(['/T', '/F', ...some.flatMap((pid) => ['/PID', String(pid)])]);
  }
  return calls;
}

/** Ends processes and their trees. Never rejects: one that has ended meanwhile is what was wanted. */
export async function killWindowsProcesses(pids: readonly number[], run: RunProgram = runProgram): Promise<void> {
  for (const args of taskkillCalls(pids)) {
    await run(systemProgram('taskkill'), args, systemEnvironment()).catch(() => {});
  }
}

/** Ends a process that was started, where it still runs, and all that descends from it. Rejects where they cannot be listed. */
export async function endWindowsFamily(root: ProcessIdentity): Promise<void> {
  await killWindowsProcesses(familyOf(root, await listWindowsProcesses()));
}
