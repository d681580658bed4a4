import { spawn } from 'node:child_process';

import type { World } from '../../harness/create-world.ts';

const LIMIT_MS = 60_000;

/** Runs a client that ends by itself. @returns what it printed. @throws {Error} with its words if it failed */
export function runClient(
  world: World,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd: world.folder,
    env: { HOME: world.folder, PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`exit ${code ?? signal}: ${stderr.trim() || stdout.trim()}`));
    });
  });
}
