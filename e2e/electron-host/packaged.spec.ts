import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { expect, test as base } from './fixture.ts';
import { writeElectronDist } from './dist-stub.ts';

const SAMPLE = join(import.meta.dirname, 'sample');
const BUILDER = join(import.meta.dirname, '../../node_modules/.bin/electron-builder');

const test = base.extend<{ folder: string }>({
  folder: async ({ userData }, use) => {
    const folder = join(userData, 'packed');
    mkdirSync(folder);
    await use(folder);
  },
});

/** What electron-builder makes of an app, made here without it. */
async function pack(folder: string): Promise<string> {
  writeElectronDist(folder, { executableName: 'host-sample' });
  mkdirSync(join(folder, 'resources'));
  await createPackageWithOptions(SAMPLE, join(folder, 'resources', 'app.asar'), { unpack: '*.png' });
  return join(folder, 'host-sample');
}

/** Folders that a run of a packed app could leave. */
function leftovers(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('electron-host-asar-'));
}

test('a packed app starts from its asar', async ({ folder, launch }) => {
  const executablePath = await pack(folder);
  const app = await launch({ executablePath });
  const page = await app.firstWindow();
  await expect(page.getByRole('heading')).toHaveText('Host Sample');
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.locator('#sum')).toHaveText('5');
  const facts = await app.evaluate(({ app: electronApp, nativeImage }) => ({
    isPackaged: electronApp.isPackaged,
    version: electronApp.getVersion(),
    appPath: electronApp.getAppPath(),
    resources: Reflect.get(process, 'resourcesPath'),
    isIconThere: !nativeImage.createFromPath(`${electronApp.getAppPath()}.unpacked/trayTemplate.png`).isEmpty(),
    execPath: process.execPath,
  }));
  expect(facts).toMatchObject({
    isPackaged: true,
    version: '1.2.3',
    resources: join(folder, 'resources'),
    isIconThere: true,
    execPath: executablePath,
  });
  const unpackedTo = join(facts.appPath, '..');
  expect(leftovers()).toContain(unpackedTo.split('/').at(-1));
  await app.close();
  expect(existsSync(unpackedTo)).toBe(false);
});

test('the fuses of a packed app can be flipped, and are heeded', async ({ folder, launch, userData }) => {
  const executablePath = await pack(folder);
  const runAsNode = (): string =>
    spawnSync(executablePath, ['-e', 'console.log(process.versions.node)'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', XDG_CONFIG_HOME: userData },
      encoding: 'utf8',
      timeout: 4000,
    }).stdout;
  expect(runAsNode()).toMatch(/^\d+\.\d+\.\d+\n$/);
  const wire = await getCurrentFuseWire(executablePath);
  expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.ENABLE);
  expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.DISABLE);
  await flipFuses(executablePath, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  });
  // Now the app itself starts, which prints nothing and goes on until it is ended.
  expect(runAsNode()).toBe('');
  const app = await launch({ executablePath, env: { ELECTRON_HOST_INSPECT: '1' } });
  const page = await app.firstWindow();
  await expect(page.getByRole('heading')).toHaveText('Host Sample');
});

test('electron-builder accepts the stub as Electron', async ({ folder, launch }) => {
  test.setTimeout(120_000);
  const project = join(folder, 'project');
  cpSync(SAMPLE, project, { recursive: true });
  const configuration = join(folder, 'builder.json');
  writeFileSync(
    configuration,
    JSON.stringify({
      appId: 'example.host.sample',
      electronVersion: '45.4.1',
      electronDist: join(folder, 'dist'),
      electronLanguages: ['en-US'],
      electronFuses: { runAsNode: false, onlyLoadAppFromAsar: true },
      npmRebuild: false,
      directories: { output: join(folder, 'out') },
      linux: { executableName: 'host-sample', target: ['dir'] },
    }),
  );
  writeElectronDist(join(folder, 'dist'));
  const built = spawnSync(BUILDER, ['--linux', '--x64', '--dir', '-c', configuration, '--publish', 'never'], {
    cwd: project,
    encoding: 'utf8',
  });
  expect(`${built.stdout}${built.stderr}`).toContain('executing @electron/fuses');
  expect(built.status).toBe(0);
  const app = await launch({ executablePath: join(folder, 'out', 'linux-unpacked', 'host-sample') });
  const page = await app.firstWindow();
  await expect(page.getByRole('heading')).toHaveText('Host Sample');
  expect(await app.evaluate(({ app: electronApp }) => electronApp.isPackaged)).toBe(true);
});
