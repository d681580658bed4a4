import { writeDarwinDist } from './dist-stub/darwin.ts';
import { writeLinuxDist } from './dist-stub/linux.ts';
import { writeWindowsDist } from './dist-stub/windows.ts';

export interface ElectronDistOptions {
  /** What system the packed app is for; Linux unless said otherwise. */
  readonly platform?: 'linux' | 'darwin' | 'win32';
  /** What electron-builder calls electronBranding.projectName; it renames the file itself to the app's name. */
  readonly executableName?: string;
}

/**
 * Writes what electron-builder takes for an unpacked Electron, as `electronDist` in its configuration. On Linux the
 * executable is a launcher of this stand-in, so what is packed with it can be started here. For the other systems it is
 * there to be packed, renamed, edited and given fuses, but not to be started.
 */
export function writeElectronDist(folder: string, options: ElectronDistOptions = {}): void {
  const { platform = 'linux', executableName = 'electron' } = options;
  if (platform === 'linux') writeLinuxDist(folder, executableName);
  else if (platform === 'win32') writeWindowsDist(folder, executableName);
  else writeDarwinDist(folder);
}
