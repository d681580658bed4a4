import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { benchFolder, projectFolder } from './workplace.ts';
import { readJson } from './read-json.ts';

const packageFile = z.object({ dependencies: z.record(z.string(), z.string()) });
const versionFile = z.object({ version: z.string() });
const scriptsFile = z.object({ scripts: z.record(z.string(), z.string()).optional() });

function wanted(): Record<string, string> {
  return packageFile.parse(readJson(join(benchFolder, 'package.json'))).dependencies;
}

export function peerVersions(): Record<string, string> {
  return Object.fromEntries(
    Object.keys(wanted()).map((name) => {
      const found = versionFile.safeParse(readJson(join(benchFolder, 'node_modules', name, 'package.json')));
      return [name, found.success ? found.data.version : 'not installed'];
    }),
  );
}

/** Installs the peers where they are missing or of another version. Says why the peers are missing when that fails. */
export function installPeers(say: (line: string) => void): string | undefined {
  const versions = peerVersions();
  if (Object.entries(wanted()).every(([name, version]) => versions[name] === version)) return undefined;
  say('installing the peers (npm ci in bench/, needed once)');
  return npm(['ci', '--no-audit', '--no-fund'], benchFolder);
}

/** Runs `npm run build` where the project has such a script, so that what is measured is what is in the tree. */
export function buildRelay(say: (line: string) => void): string | undefined {
  const scripts = scriptsFile.safeParse(readJson(join(projectFolder, 'package.json')));
  if (!scripts.success || scripts.data.scripts?.['build'] === undefined) return undefined;
  say('building the relay (npm run build)');
  return npm(['run', 'build'], projectFolder);
}

/** What npm prints is shown when it fails, on stderr: stdout is for the table. */
function npm(args: string[], folder: string): string | undefined {
  const done = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', timeout: 300_000 });
  if (done.status === 0) return undefined;
  process.stderr.write(`${done.stdout}${done.stderr}`);
  return `npm ${args.join(' ')} failed`;
}
