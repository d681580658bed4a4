import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { describe, expect, test } from 'vitest';

import productFile from '../resources/product.json' with { type: 'json' };
import { bridgeIn, type PackedSystem, packApp } from './harness/pack.ts';
import { worldOfSuite } from './harness/world.ts';

const PACK_MS = 180_000;
const MB = 1024 * 1024;

interface Target {
  readonly system: PackedSystem;
  readonly arch: 'x64' | 'arm64';
  /** Of the folder that electron-builder writes: the app's program and its resources. */
  readonly program: string;
  readonly resources: string;
  readonly binary: string;
}

const APP = `mac-arm64/${productFile.name}.app/Contents`;
const TARGETS: readonly Target[] = [
  {
    system: 'linux',
    arch: 'x64',
    program: 'linux-unpacked/mcp-security-relay',
    resources: 'linux-unpacked/resources',
    binary: 'linux-x64.node',
  },
  {
    system: 'linux',
    arch: 'arm64',
    program: 'linux-arm64-unpacked/mcp-security-relay',
    resources: 'linux-arm64-unpacked/resources',
    binary: 'linux-arm64.node',
  },
  {
    system: 'win',
    arch: 'x64',
    program: `win-unpacked/${productFile.name}.exe`,
    resources: 'win-unpacked/resources',
    binary: 'win32-x64.node',
  },
  {
    system: 'mac',
    arch: 'arm64',
    program: `${APP}/Frameworks/Electron Framework.framework/Electron Framework`,
    resources: `${APP}/Resources`,
    binary: 'darwin-arm64.node',
  },
];

describe.each(TARGETS)('packed for $system $arch', (target) => {
  const world = worldOfSuite();

  test(
    'the archive holds the built app, no sources, no source maps, and one native module beside it',
    async () => {
      const output = await packApp(world, target.system, target.arch);
      const resources = join(output, target.resources);
      const archive = join(resources, 'app.asar');
      const files = listPackage(archive, { isPack: false }).map((name) => name.split(sep).join('/'));
      for (const needed of [
        '/package.json',
        '/dist/main/main.js',
        '/dist/main/scan-worker.js',
        '/dist/main/checkpoint-worker.js',
        '/dist/main/log-worker.js',
        '/dist/preload/preload.cjs',
        '/dist/renderer/index.html',
      ]) {
        expect(files).toContain(needed);
      }
      const unwanted = files.filter((name) => /\.(?:map|ts|tsx|md|cpp|gyp)$|\/(?:src|e2e|bench|docs)\//u.test(name));
      expect(unwanted).toEqual([]);
      const modules = [...new Set(files.flatMap((name) => /^\/node_modules\/([^/]+)$/u.exec(name)?.slice(1) ?? []))];
      expect(modules).toEqual(['better-sqlite3']);
      expect(nativeModulesIn(output)).toEqual([
        `app.asar.unpacked/node_modules/better-sqlite3/prebuilds/${target.binary}`,
      ]);
      expect(existsSync(join(resources, 'tray', 'attention.png'))).toBe(true);
      // What clients start stands beside the archive, where the system can start it.
      expect(statSync(join(resources, 'bridge', bridgeIn(target.system))).mode & 0o111).toBe(0o111);
      expect(existsSync(join(resources, 'bridge', 'mcp-security-relay.mcpb'))).toBe(true);
      expect(existsSync(join(resources, 'tray', 'attentionTemplate@2x.png'))).toBe(true);
      // Without Electron itself: what we add to its some 120 MB.
      expect(statSync(archive).size).toBeLessThan(8 * MB);
      expect(await fusesOf(join(output, target.program))).toEqual({
        runAsNode: FuseState.DISABLE,
        cookieEncryption: FuseState.ENABLE,
        nodeOptions: FuseState.DISABLE,
        nodeInspect: FuseState.DISABLE,
        asarIntegrity: FuseState.ENABLE,
        onlyAsar: FuseState.ENABLE,
        fileProtocol: FuseState.DISABLE,
      });

      function nativeModulesIn(folder: string): string[] {
        return readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && entry.name.endsWith('.node'))
          .map((entry) => relative(resources, join(entry.parentPath, entry.name)).split(sep).join('/'));
      }
    },
    PACK_MS,
  );
});

/** What the packed program's fuses are set to: what a program on the same machine may not do with it. */
async function fusesOf(program: string) {
  const wire = await getCurrentFuseWire(program);
  return {
    runAsNode: wire[FuseV1Options.RunAsNode],
    cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
    nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    nodeInspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    asarIntegrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    fileProtocol: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
  };
}
