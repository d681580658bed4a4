import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { writeElectronDist } from '../electron-host/dist-stub.ts';
import type { World } from './create-world.ts';
import { fromRepository, REPOSITORY } from './repository.ts';

const STUB = { linux: 'linux', mac: 'darwin', win: 'win32' } as const;

export type PackedSystem = keyof typeof STUB;

/** Packs the built app for a system, unpacked and with a stub for Electron; gives the folder that holds the result. */
export async function packApp(world: World, system: PackedSystem, arch: 'x64' | 'arm64'): Promise<string> {
  const dist = world.path(`electron-${system}`);
  const output = world.path(`packed-${system}-${arch}`);
  mkdirSync(dist, { recursive: true });
  writeElectronDist(dist, { platform: STUB[system] });
  const flags = ['--platform', system, '--arch', arch, '--dir', '--electron-dist', dist, '--output', output];
  const child = spawn(process.execPath, [fromRepository('.ci/package.ts'), ...flags], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`packing failed:\n${said}`);
  return output;
}
