import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './fixture.ts';

const LAUNCHER = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? import.meta.dirname;
const SAMPLE = join(import.meta.dirname, 'sample');

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(join(LAUNCHER, 'electron'), args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  if (stream !== null) for await (const chunk of stream) text += String(chunk);
  return text;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; error: string }> {
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const [code, out, error] = await Promise.all([exited, textOf(child.stdout), textOf(child.stderr)]);
  return { code, out, error };
}

/** Processes whose command line names this folder: every Chromium process of an app that keeps its data there. */
function processesOf(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').includes(folder);
      } catch {
        return false;
      }
    });
}

function pidOf(app: ElectronApplication): number {
  const { pid } = app.process();
  if (pid === undefined) throw new Error('The app has no process');
  return pid;
}

function appFolder(main: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'electron-host-app-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'small', type: 'module', main: 'main.js' }));
  writeFileSync(join(folder, 'main.js'), main);
  return folder;
}

test('a second instance ends and tells the first one', async ({ page, sample, userData }) => {
  await expect(page.getByRole('heading')).toBeVisible();
  const second = await ended(start([SAMPLE, `--user-data-dir=${userData}`, '--again']));
  expect(second.code).toBe(0);
  const log = (): Promise<string[]> =>
    sample.evaluate(() => globalThis.sampleLog.filter((line) => line.startsWith('second')));
  await expect.poll(log).toEqual(['second-instance sample true']);
});

test('quitting asks the app, then its windows, then tells of the end', async ({ launch }) => {
  const app = await launch({ env: { SAMPLE_TELL: '1' } });
  await app.firstWindow();
  const out = textOf(app.process().stdout);
  await app.close();
  expect(await out).toContain('app before-quit\napp will-quit\napp quit\n');
});

test('an app may refuse to quit', async ({ page, sample }) => {
  await expect(page.getByRole('heading')).toBeVisible();
  const refusals = await sample.evaluate(async ({ app, BrowserWindow }) => {
    const refuse = (event: { preventDefault(): void }): void => event.preventDefault();
    const settled = (): Promise<unknown> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    app.once('before-quit', refuse);
    app.quit();
    await settled();
    const afterBefore = BrowserWindow.getAllWindows().length;
    BrowserWindow.getAllWindows()[0]?.once('close', refuse);
    app.quit();
    await settled();
    const afterClose = BrowserWindow.getAllWindows().length;
    app.once('will-quit', refuse);
    app.quit();
    await settled();
    return { afterBefore, afterClose, afterWill: BrowserWindow.getAllWindows().length };
  });
  expect(refusals).toEqual({ afterBefore: 1, afterClose: 1, afterWill: 0 });
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} quits the app in order and leaves no process`, async ({ userData }) => {
    const child = start([SAMPLE, `--user-data-dir=${userData}`, '--remote-debugging-port=0'], { SAMPLE_TELL: '1' });
    const end = ended(child);
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await expect.poll(() => said).toBe('app loaded\n');
    expect(processesOf(userData).length).toBeGreaterThan(3);
    child.kill(signal);
    const { code, out } = await end;
    expect(code).toBe(0);
    expect(out).toBe('app loaded\napp before-quit\napp will-quit\napp quit\n');
    await expect.poll(() => processesOf(userData)).toEqual([]);
  });
}

test('kill -9 leaves no Chromium, and the next start is the first instance again', async ({ launch, userData }) => {
  const first = await launch();
  await first.firstWindow();
  process.kill(pidOf(first), 'SIGKILL');
  await expect.poll(() => processesOf(userData)).toEqual([]);
  const second = await launch();
  const page = await second.firstWindow();
  await expect(page.getByRole('heading')).toHaveText('Host Sample');
  expect(await second.evaluate(({ app }) => app.hasSingleInstanceLock())).toBe(true);
});

test('an error of the main script ends the app and is told', async ({ userData }) => {
  const folder = appFolder(`throw new Error('broken on purpose');`);
  const { code, error } = await ended(start([folder, `--user-data-dir=${userData}`]));
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  expect(error).toContain('broken on purpose');
});

test('an error after the start ends the app and its Chromium', async ({ userData }) => {
  const folder = appFolder(`
    import { app } from 'electron';
    app.on('ready', () => setImmediate(() => { throw new Error('broken later'); }));
  `);
  const { code, error } = await ended(start([folder, `--user-data-dir=${userData}`]));
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  expect(error).toContain('broken later');
  await expect.poll(() => processesOf(userData)).toEqual([]);
});

test('a main script that awaits whenReady at its top never gets there, and that is said', async ({ userData }) => {
  const folder = appFolder(`
    import { app } from 'electron';
    setTimeout(() => app.exit(3), 7000);
    await app.whenReady();
    app.exit(0);
  `);
  const { code, error } = await ended(start([folder, `--user-data-dir=${userData}`]));
  rmSync(folder, { recursive: true });
  expect(code).toBe(3);
  expect(error).toContain('Does it await app.whenReady() at its top level?');
});

test('relaunch starts the app again once it has ended', async ({ userData }) => {
  const folder = appFolder(`
    import { app } from 'electron';
    import { appendFileSync } from 'node:fs';
    appendFileSync(${JSON.stringify(join(userData, 'starts'))}, process.argv.includes('--again') ? 'again ' : 'first ');
    app.on('ready', () => {
      if (!process.argv.includes('--again')) app.relaunch({ args: [...process.argv.slice(1), '--again'] });
      app.exit(0);
    });
  `);
  const { code } = await ended(start([folder, `--user-data-dir=${userData}`]));
  expect(code).toBe(0);
  await expect.poll(() => readFileSync(join(userData, 'starts'), 'utf8')).toBe('first again ');
  await expect.poll(() => processesOf(userData)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('what the app forks runs in Node, as in Electron', async ({ userData }) => {
  const folder = appFolder(`
    import { app } from 'electron';
    import { fork } from 'node:child_process';
    app.on('ready', () => {
      fork(new URL('child.mjs', import.meta.url), { stdio: 'inherit' }).on('message', (message) => {
        console.log('parent heard', message);
        app.quit();
      });
    });
  `);
  writeFileSync(join(folder, 'child.mjs'), `process.send(typeof process.type)`);
  const { code, out } = await ended(start([folder, `--user-data-dir=${userData}`]));
  rmSync(folder, { recursive: true });
  expect({ code, out }).toEqual({ code: 0, out: 'parent heard undefined\n' });
});
