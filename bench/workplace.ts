import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const benchFolder = dirname(fileURLToPath(import.meta.url));
export const projectFolder = dirname(benchFolder);

/** What a target puts itself in front of. */
export interface Downstream {
  name: string;
  command: string;
  args: string[];
}

export interface FixtureOptions {
  tools?: number;
  prefix?: string;
  hang?: boolean;
  http?: boolean;
}

/** The run's own temporary folder: scripts without types (so that no start pays for stripping them), configurations, data. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'mcp-relay-bench-'));
  readonly fixtureScript = this.#strip('fixtures/echo.ts', 'echo.mjs');
  readonly thinScript = this.#strip('thin.ts', 'thin.mjs');

  #strip(source: string, name: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, stripTypeScriptTypes(readFileSync(join(benchFolder, source), 'utf8')));
    return path;
  }

  fixture(name: string, options: FixtureOptions = {}): Downstream {
    const args = [this.fixtureScript];
    if (options.tools !== undefined) args.push('--tools', String(options.tools));
    if (options.prefix !== undefined) args.push('--prefix', options.prefix);
    if (options.hang === true) args.push('--hang');
    if (options.http === true) args.push('--http');
    return { name, command: process.execPath, args };
  }

  subfolder(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  }

  writeJson(name: string, content: unknown): string {
    const path = join(this.folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  }

  /** Nothing of the user's own settings reaches a target, and nothing a target writes reaches the user's home. */
  environment(home: string): Record<string, string> {
    return {
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? '/usr/bin:/bin'}`,
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_STATE_HOME: join(home, 'state'),
      XDG_CACHE_HOME: join(home, 'cache'),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
