import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import type { World } from '../../harness/create-world.ts';
import { until } from '../../harness/deadline.ts';
import { readRelayJson } from '../../harness/listening-relay.ts';
import { isAlive } from '../../harness/processes.ts';
import { relayEnv } from '../../harness/relay.ts';
import { fromRepository, REPOSITORY } from '../../harness/repository.ts';
import type { HostKind, UiHost } from './host.ts';
import { watchTrouble } from './trouble.ts';

export type DesktopKind = Exclude<HostKind, 'headless'>;

/** The desktop app as a test drives it. */
export interface DesktopHost extends UiHost {
  readonly app: ElectronApplication;
}

/** Starts the built desktop app on the stand-in or on real Electron, and waits for its window and its relay. */
export async function startDesktop(
  world: World,
  configFile: string,
  kind: DesktopKind,
  env: Readonly<Record<string, string>> = {},
): Promise<DesktopHost> {
  const app = await launchDesktop(world, configFile, kind, [], env);
  const page = await app.firstWindow();
  const trouble = watchTrouble(page);
  // One that was killed has left its file behind.
  const info = await until('relay.json', () => {
    const found = readRelayJson(world.dataDir);
    return found !== undefined && isAlive(found.pid) ? found : undefined;
  });
  await page.getByRole('main').waitFor();
  return { kind, app, page, info, configFile, trouble, stop: () => app.close() };
}

/** Starts the app and waits for nothing. */
export async function launchDesktop(
  world: World,
  configFile: string,
  kind: DesktopKind,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<ElectronApplication> {
  const app = await _electron.launch({
    executablePath: desktopProgram(kind),
    // Records trays, menus and notifications: it patches Electron's own classes before the app starts.
    args: ['-r', fromRepository('e2e/electron-host/record.cjs'), REPOSITORY, ...args],
    cwd: world.folder,
    env: { ...desktopEnv(world, configFile), ...env },
  });
  world.onEnd(() => app.close());
  return app;
}

/** The program that runs the app when it is given the repository's folder. */
export function desktopProgram(kind: DesktopKind): string {
  return kind === 'stand-in' ? fromRepository('e2e/electron-host/electron') : electronProgram();
}

/** The environment of an app whose settings and data all lie in the world. */
export function desktopEnv(world: World, configFile: string): Record<string, string> {
  mkdirSync(world.path('config'), { recursive: true });
  return {
    ...relayEnv(world),
    XDG_CONFIG_HOME: world.path('config'),
    DISPLAY: process.env.DISPLAY ?? '',
    MCP_RELAY_CONFIG_FILE: configFile,
    MCP_RELAY_PORT: '0',
    MCP_RELAY_CLIENTS_HOME: world.folder,
  };
}

function electronProgram(): string {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string];
  return join(folder, 'dist', name ?? 'electron');
}
