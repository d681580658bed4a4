import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Makes the bridge a program that needs no Node: a Node single executable (nodejs.org/api/single-executable-applications)
 * of dist/bridge/bridge.cjs. Signing it is the release's business.
 */
export interface BridgeTarget {
  readonly system: 'linux' | 'mac' | 'win';
  readonly arch: 'x64' | 'arm64';
}

const ROOT = join(import.meta.dirname, '..');
const BRIDGE = join(ROOT, 'dist/bridge/bridge.cjs');
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const HOST = { linux: 'linux', darwin: 'mac', win32: 'win' } as const;

/** This machine's; undefined on a system that the app is not made for. */
function hostTarget(): BridgeTarget | undefined {
  const { platform, arch } = process;
  if (platform !== 'linux' && platform !== 'darwin' && platform !== 'win32') return undefined;
  return arch === 'x64' || arch === 'arm64' ? { system: HOST[platform], arch } : undefined;
}

/**
 * Makes the program for a system and gives its folder.
 * @param folder where it is put; the program alone is in it
 * @param node a Node of the running one's version for that system; it is fetched from npm where left out
 */
export function makeBridgeProgram(target: BridgeTarget, folder: string, node?: string): string {
  if (!existsSync(BRIDGE)) throw new Error('Build first: vite build');
  const work = mkdtempSync(join(tmpdir(), 'bridge-program-'));
  try {
    const blob = join(work, 'bridge.blob');
    const config = join(work, 'sea.json');
    // No code cache and no snapshot: both are of one system alone. Variables of a client change nothing about it.
    const about = { main: BRIDGE, output: blob, disableExperimentalSEAWarning: true, execArgvExtension: 'none' };
    writeFileSync(config, JSON.stringify({ ...about, useSnapshot: false, useCodeCache: false }));
    execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: 'ignore' });
    const source = node ?? nodeOf(target, work);
    mkdirSync(folder, { recursive: true });
    const program = join(folder, target.system === 'win' ? 'mcp-relay.exe' : 'mcp-relay');
    copyFileSync(source, program);
    chmodSync(program, 0o755);
    // A signature that fits no longer is worse than none.
    if (process.platform === 'darwin') execFileSync('codesign', ['--remove-signature', program]);
    const segment = target.system === 'mac' ? ['--macho-segment-name', 'NODE_SEA'] : [];
    const postject = join(dirname(createRequire(import.meta.url).resolve('postject/package.json')), 'dist/cli.js');
    const args = [postject, program, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE, ...segment];
    execFileSync(process.execPath, args, { stdio: 'ignore' });
    // Apple silicon runs nothing unsigned; the release signs it anew.
    if (process.platform === 'darwin') execFileSync('codesign', ['--sign', '-', program]);
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Node's program for a system, of the running version. Throws where npm has none. */
function nodeOf(target: BridgeTarget, work: string): string {
  const host = hostTarget();
  if (host?.system === target.system && host.arch === target.arch) return process.execPath;
  const system = target.system === 'mac' ? 'darwin' : target.system;
  const name = `${system === 'darwin' && target.arch === 'arm64' ? 'node-bin' : 'node'}-${system}-${target.arch}`;
  const version = process.versions.node;
  let archive: string;
  try {
    // As a file and not as a dependency: npm refuses packages of other systems.
    archive = execFileSync('npm', ['pack', '--silent', `${name}@${version}`], {
      cwd: work,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    }).trim();
  } catch (error) {
    const hint = `Get Node ${version} for ${system} ${target.arch} and give it with --node FILE.`;
    throw new Error(`${name}@${version} cannot be had from npm. ${hint}`, { cause: error });
  }
  execFileSync('tar', ['-xzf', archive], { cwd: work });
  return join(work, 'package/bin', target.system === 'win' ? 'node.exe' : 'node');
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      platform: { type: 'string', default: hostTarget()?.system ?? 'linux' },
      arch: { type: 'string', default: process.arch },
      node: { type: 'string' },
      output: { type: 'string', default: join(ROOT, 'dist/programs') },
    },
  });
  const system = (['linux', 'mac', 'win'] as const).find((one) => one === values.platform);
  const arch = (['x64', 'arm64'] as const).find((one) => one === values.arch);
  if (!system || !arch) throw new Error('--platform is linux, mac or win; --arch is x64 or arm64.');
  console.log(makeBridgeProgram({ system, arch }, join(values.output, `${system}-${arch}`), values.node));
}
