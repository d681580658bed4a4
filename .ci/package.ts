import { parseArgs } from 'node:util';
import { join, relative } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { z } from 'zod';
import productFile from '../resources/product.json' with { type: 'json' };
import { makeBridgeProgram } from './bridge-program.ts';

/**
 * `npm run package`: packs the built app for one system. The name of the product comes from resources/product.json.
 * `--platform` linux, mac or win (this system's), `--arch` x64 or arm64 (this machine's), `--dir` without an installer,
 * `--electron-dist FOLDER` an Electron that is there already, `--output FOLDER`, `--bridge FOLDER` that holds the bridge's
 * program, `--node FILE` the Node for that system that the program is made of where it is not made already.
 */
const { values } = parseArgs({
  options: {
    platform: { type: 'string', default: { darwin: 'mac', win32: 'win' }[process.platform as string] ?? 'linux' },
    arch: { type: 'string', default: process.arch },
    dir: { type: 'boolean', default: false },
    'electron-dist': { type: 'string' },
    output: { type: 'string' },
    bridge: { type: 'string' },
    node: { type: 'string' },
  },
});

const ROOT = join(import.meta.dirname, '..');
const system = z.enum(['linux', 'mac', 'win']).parse(values.platform);
const arch = z.enum(['x64', 'arm64']).parse(values.arch);
const platform = { linux: Platform.LINUX, mac: Platform.MAC, win: Platform.WINDOWS }[system];
const { name, appId, publisher } = productFile;

try {
  const folder = join(ROOT, 'dist/programs', `${system}-${arch}`);
  const bridge = values.bridge ?? makeBridgeProgram({ system, arch }, folder, values.node);
  // Named in electron-builder.yml, which takes it for one below the repository.
  process.env['BRIDGE_FOLDER'] = relative(ROOT, bridge);
  await build({
    targets: platform.createTarget(values.dir ? 'dir' : null, { x64: Arch.x64, arm64: Arch.arm64 }[arch]),
    publish: 'never',
    config: {
      extends: 'electron-builder.yml',
      appId,
      // electron-builder has no name for it.
      deb: { fpm: [`--before-remove=${join(ROOT, 'resources/installer/before-remove.sh')}`] },
      productName: name,
      ...(publisher === '' ? {} : { copyright: `Copyright © ${publisher}` }),
      ...(values['electron-dist'] === undefined ? {} : { electronDist: values['electron-dist'] }),
      ...(values.output === undefined ? {} : { directories: { output: values.output, buildResources: 'resources' } }),
    },
  });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  if (!/ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN/u.test(message)) throw error;
  console.error(`Electron's program could not be fetched (${message}).`);
  console.error('With one that is there already: npm run package -- --electron-dist FOLDER');
  process.exitCode = 1;
}
