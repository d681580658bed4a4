import { runProgram, type ListedProcess, type RunProgram } from '../orphans/process-list.ts';
import { systemEnvironment, systemProgram } from './system-programs.ts';

/** Writes `pid parent milliseconds` a line; a process whose start the system hides is left out. */
const SCRIPT = `
$ErrorActionPreference = 'SilentlyContinue'
$epoch = [datetime]::new(1970, 1, 1, 0, 0, 0, [DateTimeKind]::Utc)
Get-CimInstance Win32_Process -Property ProcessId, ParentProcessId, CreationDate | ForEach-Object {
  if ($_.CreationDate) {
    $ms = [long]($_.CreationDate.ToUniversalTime() - $epoch).TotalMilliseconds
    "$($_.ProcessId) $($_.ParentProcessId) $ms"
  }
}
`;

/** All processes of a Windows system. Rejects where PowerShell cannot be run. */
export async function listWindowsProcesses(run: RunProgram = runProgram): Promise<ListedProcess[]> {
  return processesFromLines(await run(systemProgram('powershell'), powershellArguments(SCRIPT), systemEnvironment()));
}

/** A script as arguments: encoded, so that no shell's quoting touches it. */
export function powershellArguments(script: string): string[] {
  return ['-NoProfile', '-NonInteractive', '-EncodedCommand', Buffer.from(script, 'utf16le').toString('base64')];
}

/** Reads lines `pid parent milliseconds`; others are left out. */
function processesFromLines(text: string): ListedProcess[] {
  return text.split(/\r?\n/u).flatMap((line) => {
    const [, pid, parent, startedAt] = /^(\d+) (\d+) (\d+)$/u.exec(line.trim()) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), startedAt: Number(startedAt) }];
  });
}
