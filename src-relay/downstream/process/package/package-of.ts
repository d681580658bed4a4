import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { CommandLine } from './running-programs.ts';

/** The package that a program comes from. */
export interface RunningPackage {
  readonly name: string;
  readonly version: string;
}

/** Programs that get packages or run scripts: what they come from themselves says nothing of the server. */
const RUNNERS =
  /^(?:(?:npm|npx|pnpm|pnpx|yarn|bunx?|uvx?|pipx|corepack)(?:[-.].*)?|(?:node|deno|python|ruby|perl|sh|bash|dash|zsh)[\d.]*)$/u;
const RUNNER_PACKAGES = new Set(['npm', 'npx', 'pnpm', 'yarn', 'corepack', '@pnpm/exe']);
/** Words of a command line that are looked at, and folders above a script. */
const MAX_WORDS = 8;
const MAX_FOLDERS = 12;
const MAX_MANIFEST = 1024 * 1024;

const manifestSchema = z.looseObject({ name: z.string().min(1).max(214), version: z.string().min(1).max(256) });

/** The package of the first of these programs that comes from one; undefined where none does. */
export function packageOf(programs: readonly CommandLine[]): RunningPackage | undefined {
  for (const words of programs) {
    const found = packageOfWords(words);
    if (found) return found;
  }
  return undefined;
}

function packageOfWords(words: CommandLine): RunningPackage | undefined {
  for (const word of words.slice(0, MAX_WORDS)) {
    if (!isAbsolute(word) || RUNNERS.test(basename(word))) continue;
    const file = realFile(word);
    if (file === undefined) continue;
    const found = nodePackage(file) ?? pythonPackage(word);
    // Whoever runs npx has npm's own script in a command line.
    if (found && RUNNER_PACKAGES.has(found.name)) return undefined;
    if (found) return found;
  }
  return undefined;
}

function realFile(path: string): string | undefined {
  try {
    const file = realpathSync(path);
    return statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

/** The nearest package.json above a script that has a name and a version. */
function nodePackage(file: string): RunningPackage | undefined {
  let folder = dirname(file);
  for (let count = 0; count < MAX_FOLDERS && folder !== dirname(folder); count += 1) {
    const manifest = manifestIn(folder);
    if (manifest) return manifest;
    // A folder in node_modules is a package, whatever stands above it.
    if (basename(dirname(folder)) === 'node_modules') return undefined;
    folder = dirname(folder);
  }
  return undefined;
}

function manifestIn(folder: string): RunningPackage | undefined {
  try {
    const file = join(folder, 'package.json');
    if (statSync(file).size > MAX_MANIFEST) return undefined;
    const { name, version } = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { name, version };
  } catch {
    return undefined;
  }
}

/**
 * The distribution that has installed a script of Python: beside it, in its environment, stands the list of the scripts
 * of each (Python packaging specifications: entry points, recording installed projects).
 */
function pythonPackage(script: string): RunningPackage | undefined {
  const name = basename(script).replace(/\.exe$/u, '');
  for (const packages of sitePackages(dirname(dirname(script)))) {
    for (const info of entriesOf(packages).filter((entry) => entry.endsWith('.dist-info'))) {
      const scripts = textOf(join(packages, info, 'entry_points.txt'));
      const isIts = scripts.split('\n').some((line) => line.split('=')[0]?.trim() === name);
      const [, distribution, version] = /^(.+)-([^-]+)\.dist-info$/u.exec(info) ?? [];
      if (isIts && distribution !== undefined && version !== undefined) {
        return { name: distribution.replaceAll('_', '-').toLowerCase(), version };
      }
    }
  }
  return undefined;
}

function sitePackages(environment: string): string[] {
  return entriesOf(join(environment, 'lib'))
    .filter((entry) => /^python\d/u.test(entry))
    .map((entry) => join(environment, 'lib', entry, 'site-packages'));
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
