import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTicks } from '../orphans/proc-files.ts';
import { loginShellOf, pathOfLoginShell } from './login-shell.ts';
import { LoginPath } from './search-path.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'login-shell-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function shell(file: string, timeoutMs = 4000) {
  return { file, env: { HOME: home, PATH: '/usr/bin:/bin', SHELL: file }, timeoutMs };
}

/** A shell of its own, as a script; $3 is the command that it is to run. */
function scriptShell(body: string): string {
  const file = join(home, 'shell');
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe.skipIf(process.platform === 'win32')('the PATH of a login shell', () => {
  test.each(['/bin/bash', '/bin/sh'].filter(existsSync))('%s is what its start files make it', async (file) => {
    writeFileSync(join(home, '.profile'), 'export PATH="/from/profile with space:$PATH"\n');
    expect(await pathOfLoginShell(shell(file))).toMatch(/^\/from\/profile with space:/u);
  });

  test('is found among whatever the start files write', async () => {
    const file = scriptShell('echo "Welcome! PATH=/wrong"; PATH="/right:$PATH" /bin/sh -c "$4"; echo "Bye"');
    expect(await pathOfLoginShell(shell(file))).toBe('/right:/usr/bin:/bin');
  });

  test('is told though something that was started holds the output open', async () => {
    const file = scriptShell('sleep 30 & /bin/sh -c "$4"');
    const began = performance.now();
    expect(await pathOfLoginShell(shell(file))).toBe('/usr/bin:/bin');
    expect(performance.now() - began).toBeLessThan(3000);
  });

  test.each([
    ['says nothing', 'exit 0', /told no PATH/u],
    [
      'writes without end',
      'while :; do echo ".................................................."; done',
      /wrote too much/u,
    ],
    ['hangs', 'sleep 60', /did not answer within 0\.3 s/u],
  ])('is none where the shell %s', async (_what, body, reason) => {
    await expect(pathOfLoginShell(shell(scriptShell(body), body === 'sleep 60' ? 300 : 4000))).rejects.toThrow(reason);
  });

  test('of a shell that is not there is none', async () => {
    await expect(pathOfLoginShell(shell('/no/such/shell'))).rejects.toThrow(/could not be started/u);
  });

  test.skipIf(process.platform !== 'linux')('leaves no process behind when it hangs', async () => {
    const groups: number[] = [];
    const ended: number[] = [];
    const hanging = { ...shell(scriptShell('sleep 60 & sleep 60'), 300), onStart: (pid: number) => groups.push(pid) };
    const onEnd = (pid: number): void => void ended.push(pid);
    await expect(pathOfLoginShell({ ...hanging, onEnd })).rejects.toThrow();
    await expect.poll(() => ended).toEqual(groups);
    for (const pid of groups) expect(startTicks(pid)).toBeUndefined();
  });
});

describe('the environment of the shell', () => {
  test('holds what every child gets and where its start files lie, and no secrets', () => {
    const variables = { SHELL: '/bin/zsh', ZDOTDIR: '/z', PANW_AI_SEC_API_KEY: 'x', MCP_RELAY_TOKEN: 'y' };
    const { file, env } = loginShellOf(variables, { HOME: '/home/ada' });
    expect(file).toBe('/bin/zsh');
    expect(env).toMatchObject({ HOME: '/home/ada', ZDOTDIR: '/z', TERM: 'dumb' });
    expect(JSON.stringify(env)).not.toMatch(/PANW|MCP_RELAY/u);
  });
});

describe.skipIf(process.platform === 'win32')('where programs are looked for', () => {
  test('is the own PATH until the shell has answered, then its own before it, each folder once', async () => {
    const file = scriptShell('PATH="/mine:/usr/bin" /bin/sh -c "$4"');
    const path = new LoginPath(['/usr/bin', '/bin'].join(delimiter), shell(file));
    expect([path.path, path.origin]).toEqual(['/usr/bin:/bin', '']);
    await path.learn();
    expect(path.path).toBe('/mine:/usr/bin:/bin');
    expect(path.origin).toContain(file);
  });

  test('is asked for once by all who wait', async () => {
    const file = scriptShell(`echo x >> ${join(home, 'asked')}; /bin/sh -c "$4"`);
    const path = new LoginPath('/bin', shell(file));
    await Promise.all([path.learn(), path.learn()]);
    await path.learn();
    rmSync(join(home, 'asked'));
    await path.learn();
    expect(existsSync(join(home, 'asked'))).toBe(false);
  });

  test('stays the own PATH where the shell fails, and says so', async () => {
    const path = new LoginPath('/bin', shell('/no/such/shell'));
    await path.learn();
    expect(path.path).toBe('/bin');
    expect(path.origin).toMatch(/the login shell \/no\/such\/shell could not be started/u);
  });
});
