import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { desktopEntry } from '../../src-relay/host/desktop-entry.ts';
import { PRODUCT } from '../../src-relay/protocol/product.ts';
import { writeFileAtomic } from '../../src-relay/store/atomic-file.ts';
import { appProgram } from '../program.ts';

/** Electron knows no login items on Linux: an entry in the user's autostart folder is one (XDG Autostart, 0.5). */
export const linuxLoginItem = {
  get isOn(): boolean {
    return existsSync(file());
  },
  set(on: boolean, args: readonly string[]): void {
    if (!on) return rmSync(file(), { force: true });
    mkdirSync(dirname(file()), { recursive: true });
    return writeFileAtomic(file(), desktopEntry(PRODUCT.name, [...appProgram(), ...args]), 0o644);
  },
};

function file(): string {
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart', `${PRODUCT.slug}.desktop`);
}
