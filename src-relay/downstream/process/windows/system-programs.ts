import { win32 } from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The path of a program that belongs to Windows. It is never looked for: Windows would begin in the working folder, where
 * anybody may have put one of its name.
 */
export function systemProgram(name: 'cmd' | 'taskkill' | 'powershell', variables: Variables = process.env): string {
  const root = variables.SystemRoot ?? variables.SYSTEMROOT;
  const folder = win32.join(root !== undefined && win32.isAbsolute(root) ? root : 'C:\\Windows', 'System32');
  return name === 'powershell'
    ? win32.join(folder, 'WindowsPowerShell', 'v1.0', 'powershell.exe')
    : win32.join(folder, `${name}.exe`);
}

/** What the programs of Windows need of the environment to run. */
export function systemEnvironment(variables: Variables = process.env): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const name of ['SystemRoot', 'SYSTEMROOT', 'TEMP', 'TMP']) {
    const value = variables[name];
    if (value !== undefined) chosen[name] = value;
  }
  return chosen;
}
