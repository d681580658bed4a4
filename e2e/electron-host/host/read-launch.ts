import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Launch } from './launch-state.ts';

const packageSchema = z.object({
  name: z.string().optional(),
  productName: z.string().optional(),
  version: z.string().optional(),
  main: z.string().optional(),
});

interface Arguments {
  readonly preloads: readonly string[];
  readonly appArgument: string | undefined;
  readonly switches: Map<string, string>;
}

/** As Electron's default app reads them: what comes first without a dash is the app. Switches count wherever they are. */
function readArguments(given: readonly string[]): Arguments {
  const preloads: string[] = [];
  const switches = new Map<string, string>();
  let appArgument: string | undefined;
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index] ?? '';
    if (appArgument === undefined && (argument === '-r' || argument === '--require')) {
      index += 1;
      const file = given[index];
      if (file === undefined) throw new Error('Invalid Usage: --require [file]\n\n"file" is required');
      preloads.push(file);
    } else if (argument.startsWith('--')) {
      const [, name = '', value = ''] = /^--([^=]*)=?(.*)$/s.exec(argument) ?? [];
      switches.set(name, value);
    } else if (!argument.startsWith('-')) appArgument ??= argument;
  }
  return { preloads, appArgument, switches };
}

/** The main script of an app folder, and the folder's package.json. */
function readApp(folder: string): { mainScript: string; manifest: z.infer<typeof packageSchema> } {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) throw new Error(`Unable to find Electron app at ${folder}`);
  const manifest = packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { mainScript: createRequire(file).resolve(resolve(folder, manifest.main ?? 'index.js')), manifest };
}

async function readPackedApp(
  executable: string,
  resourcesPath: string,
  switches: Map<string, string>,
): Promise<Launch> {
  // Only packed apps need it, and it is not small.
  const { unpackAsar } = await import('./asar.ts');
  const appPath = unpackAsar(join(resourcesPath, 'app.asar'));
  const { mainScript, manifest } = readApp(appPath);
  return {
    executable,
    node: process.execPath,
    isPackaged: true,
    resourcesPath,
    appPath,
    mainScript,
    packageName: manifest.productName ?? manifest.name,
    version: manifest.version,
    // Only Electron's default app knows -r: a packed app gets it as an argument of its own.
    preloads: [],
    switches,
  };
}

/** Finds out what to start: the packed app beside the launcher, or the folder or script that the arguments name. */
export async function readLaunch(given: readonly string[]): Promise<Launch> {
  const executable = process.env['ELECTRON_HOST_EXECUTABLE'] ?? process.execPath;
  const resourcesPath = join(dirname(executable), 'resources');
  const { preloads, appArgument, switches } = readArguments(given);
  if (existsSync(join(resourcesPath, 'app.asar'))) return readPackedApp(executable, resourcesPath, switches);
  if (appArgument === undefined) throw new Error('electron-host: no app given, and no resources/app.asar beside it');
  const path = resolve(appArgument);
  const development = { executable, node: process.execPath, isPackaged: false, resourcesPath, preloads, switches };
  if (!existsSync(path)) throw new Error(`Unable to find Electron app at ${path}`);
  if (statSync(path).isFile()) {
    return {
      ...development,
      appPath: dirname(path),
      mainScript: path,
      packageName: basename(dirname(path)),
      version: undefined,
    };
  }
  const { mainScript, manifest } = readApp(path);
  return {
    ...development,
    appPath: path,
    mainScript,
    packageName: manifest.productName ?? manifest.name,
    version: manifest.version,
  };
}
