import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeElectronDist } from '../electron-host/dist-stub.ts';
import type { World } from './create-world.ts';
import { fromRepository, REPOSITORY } from './repository.ts';

const STUB = { linux: 'linux', mac: 'darwin', win: 'win32' } as const;

export type PackedSystem = keyof typeof STUB;

/** What clients start of a packed app: its name in the resources. */
export function bridgeIn(system: PackedSystem): string {
  return system === 'win' ? 'mcp-relay.exe' : 'mcp-relay';
}

/**
 * Packs the built app for a system, unpacked and with stubs for Electron and the bridge's program; gives the folder that
 * holds the result.
 */
export async function packApp(world: World, system: PackedSystem, arch: 'x64' | 'arm64'): Promise<string> {
  const dist = world.path(`electron-${system}`);
  const output = world.path(`packed-${system}-${arch}`);
  mkdirSync(dist, { recursive: true });
  writeElectronDist(dist, { platform: STUB[system] });
  const bridge = world.path(`bridge-${system}`);
  mkdirSync(bridge, { recursive: true });
  writeFileSync(join(bridge, bridgeIn(system)), '', { mode: 0o755 });
  const flags = [
    '--platform',
    system,
    '--arch',
    arch,
    '--dir',
    '--electron-dist',
    dist,
    '--output',
    output,
    '--bridge',
    bridge,
  ];
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
