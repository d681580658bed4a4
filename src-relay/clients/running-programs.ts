import { basename } from 'node:path';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { runProgram, type RunProgram } from '../downstream/process/orphans/process-list.ts';

/** Names of the programs that run now, as far as the system tells; none where it does not. Never rejects. */
export async function runningPrograms(
  platform: NodeJS.Platform = process.platform,
  run: RunProgram = runProgram,
): Promise<ReadonlySet<string>> {
  try {
    if (platform === 'linux') return namesInProc();
    if (platform === 'win32') return namesFromTasklist(await run('tasklist', ['/fo', 'csv', '/nh'], systemEnv()));
    return namesFromPs(await run('ps', ['-axo', 'comm='], { LC_ALL: 'C', PATH: '/bin:/usr/bin' }));
  } catch {
    return new Set();
  }
}

/** Lines with the path of a program each. */
function namesFromPs(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [basename(line.trim())])));
}

/** Lines like `"claude.exe","1234","Console","1","10,000 K"`. */
function namesFromTasklist(text: string): ReadonlySet<string> {
  return new Set(text.split(/\r?\n/u).flatMap((line) => /^"(?<name>[^"]+)"/u.exec(line)?.groups?.name ?? []));
}

function systemEnv(): Record<string, string> {
  return Object.fromEntries(
    ['SystemRoot', 'PATH'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function namesInProc(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/u.test(pid)) continue;
    try {
      names.add(readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
      names.add(basename(readlinkSync(`/proc/${pid}/exe`)));
    } catch {
      // It has ended, or is somebody else's.
    }
  }
  return names;
}
