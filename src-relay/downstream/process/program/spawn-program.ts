import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { StartPlan } from './start-plan.ts';

/** A program that runs, with all three of its streams. */
export interface SpawnedProgram {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/** Starts a program in a process group of its own. Rejects with the system's error where it cannot be started. */
export function spawnProgram(
  plan: StartPlan,
  options: { readonly cwd: string | undefined; readonly env: Readonly<Record<string, string>> },
): Promise<SpawnedProgram> {
  return new Promise((resolve, reject) => {
    // Some failures are thrown (no memory, arguments too long), others are told by the event.
    const child: ChildProcess = spawn(plan.file, plan.args, {
      cwd: options.cwd,
      env: { ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
      windowsVerbatimArguments: plan.isVerbatim,
    });
    child.on('error', reject);
    // Without file descriptors to spare there are no streams at all, whatever the types say.
    const { pid, stdin, stdout, stderr } = child;
    if (pid !== undefined && stdin && stdout && stderr) resolve({ child, pid, stdin, stdout, stderr });
  });
}
