import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../protocol/log.ts';
import { marksOfProcesses, startTicks } from './orphans/proc-files.ts';
import type { ProgramSpec } from './program/resolve-program.ts';
import { ProcessSupervisor } from './supervisor.ts';

const ID = 'bbbbbbbb-0000-4000-8000-000000000001';

let folder: string;
let supervisor: ProcessSupervisor;
const signal = new AbortController().signal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervisor-'));
  supervisor = new ProcessSupervisor({
    instanceId: ID,
    folders: { children: join(folder, 'children'), logs: join(folder, 'logs') },
    mask: () => Promise.resolve((text) => text),
    log: createLog('error', () => {}),
  });
});
afterEach(async () => {
  await supervisor.close();
  rmSync(folder, { recursive: true });
});

function spec(command: string, ...args: string[]): ProgramSpec {
  return { name: 'one', command, args, cwd: undefined, env: {} };
}

const sh = (script: string): ProgramSpec => spec('/bin/sh', '-c', script);

function file(name: string, content: string, mode: number): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    stream.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8').trim()));
  });
}

const openFiles = (): number => readdirSync('/proc/self/fd').length;
const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
const children = (): number =>
  Number(execFileSync('/bin/sh', ['-c', `ps -o pid= --ppid ${process.pid} | grep -vcw "$$"`], { encoding: 'utf8' }));

describe('a program that cannot be started', () => {
  test.each([
    [
      'is not on the PATH',
      () => spec('no-such-program'),
      /^"no-such-program" was not found on the PATH \(searched \S+.*\)\. Install it, or give its whole path/u,
    ],
    ['is not where it is said to be', () => spec('./no/such'), /^"\.\/no\/such" does not exist; correct "command"$/u],
    [
      'is not executable',
      () => spec(file('plain', '#!/bin/sh\n', 0o644)),
      /cannot be started: .*\/plain is not executable; allow it with chmod \+x$/u,
    ],
    [
      'has no working folder',
      () => ({ ...spec('/bin/true'), cwd: join(folder, 'gone') }),
      /gone does not exist; create it/u,
    ],
    [
      'has a file as its working folder',
      () => ({ ...spec('/bin/true'), cwd: file('f', '', 0o600) }),
      /f is a file; give a folder/u,
    ],
    [
      'needs a program that is not there',
      () => spec(file('script', '#!/no/such/interpreter\n', 0o755)),
      /the program that the first line of .*\/script names does not exist/u,
    ],
    [
      'has arguments that are too long',
      () => spec('/bin/true', 'x'.repeat(3_000_000)),
      /are too long; shorten "args"/u,
    ],
    ['has a zero character in an argument', () => spec('/bin/true', 'a\0b'), /zero character; take it out/u],
    [
      'is looked for on an empty PATH of its own',
      () => ({ ...spec('true'), env: { PATH: '/nowhere' } }),
      /\(searched \/nowhere\)/u,
    ],
  ])('says so where it %s', async (_why, of, message) => {
    await expect(supervisor.launch(of(), signal)).rejects.toThrow(message);
  });

  test.skipIf(process.platform !== 'linux')(
    'says so where no file can be opened any more, and starts later',
    async () => {
      // A process of its own: the limit holds for all that a process does.
      const script = `
      import { openSync, closeSync } from 'node:fs';
      import { ProcessSupervisor } from '${join(import.meta.dirname, 'supervisor.ts')}';
      const log = { debug() {}, info() {}, warn() {}, error() {} };
      const parts = { instanceId: '${ID}', folders: undefined, mask: async () => (text) => text, log };
      const supervisor = new ProcessSupervisor(parts);
      supervisor.start();
      const spec = { name: 'one', command: '/bin/cat', args: [], cwd: undefined, env: {} };
      const open = [];
      try { for (;;) open.push(openSync('/dev/null')); } catch {}
      const failure = await supervisor.launch(spec, new AbortController().signal).catch((error) => error.message);
      for (const one of open) closeSync(one);
      const program = await supervisor.launch(spec, new AbortController().signal);
      await program.stop();
      await supervisor.close();
      console.log(failure);
    `;
      const run = ['-c', 'ulimit -n 64; exec "$0" --input-type=module-typescript -e "$1"', process.execPath, script];
      expect(execFileSync('/bin/sh', run, { encoding: 'utf8' })).toMatch(
        /limit of open files is reached \(ulimit -n\)/u,
      );
    },
  );
});

describe('a program that runs', () => {
  test('is found on the PATH and shown with its whole path', async () => {
    const program = await supervisor.launch(spec('sh', '-c', 'echo up; cat'), signal);
    expect(await firstLine(program.stdout)).toBe('up');
    expect(supervisor.runs('one')).toMatch(/^\/.*\/sh$/u);
    await program.stop();
  });

  test('gets the safe environment, its own env and the mark, nothing else', async () => {
    process.env.PANW_AI_SEC_API_KEY = 'secret';
    process.env.MCP_RELAY_TOKEN = 'secret';
    const program = await supervisor.launch({ ...spec('/usr/bin/env'), env: { MINE: '1' } }, signal);
    let text = '';
    program.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await once(program.child, 'close');
    delete process.env.PANW_AI_SEC_API_KEY;
    delete process.env.MCP_RELAY_TOKEN;
    const names = text
      .trim()
      .split('\n')
      .map((line) => line.slice(0, line.indexOf('=')));
    const allowed = new Set(['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER', 'MINE', 'MCP_RELAY_CHILD_OF']);
    expect(names.filter((name) => !allowed.has(name))).toEqual([]);
    expect(text).toContain('MINE=1\n');
    expect(text).toContain(`MCP_RELAY_CHILD_OF=${ID}.1`);
    await program.stop();
  });

  test.skipIf(process.platform !== 'linux')('takes with it what has left its group and its parent', async () => {
    // A daemon in the old way: two forks, and a session of its own.
    const daemon = '(setsid sh -c "trap : TERM; echo up; sleep 100; sleep 100" </dev/null 2>/dev/null &)';
    const program = await supervisor.launch(sh(`${daemon}; cat`), signal);
    expect(await firstLine(program.stdout)).toBe('up');
    const marked = async (): Promise<number[]> =>
      [...(await marksOfProcesses())].filter(([, mark]) => mark === `${ID}.1`).map(([pid]) => pid);
    expect((await marked()).length).toBeGreaterThan(1);
    await program.stop();
    expect(await marked()).toEqual([]);
  });

  test.skipIf(process.platform !== 'linux')('leaves those of another server alone', async () => {
    const other = await supervisor.launch({ ...sh('echo up; cat'), name: 'two' }, signal);
    await firstLine(other.stdout);
    const program = await supervisor.launch(sh('cat'), signal);
    await program.stop();
    expect(startTicks(other.pid)).toBeDefined();
    await other.stop();
    expect(startTicks(other.pid)).toBeUndefined();
  });

  test('is ended by force where it hears nothing', async () => {
    const program = await supervisor.launch(sh('trap "" TERM; echo up; while :; do sleep 60; done'), signal);
    await firstLine(program.stdout);
    const began = performance.now();
    await program.stop();
    expect(performance.now() - began).toBeLessThan(4000);
    expect(program.child.signalCode).toBe('SIGKILL');
  });

  test('has its last words kept, for the owner alone', async () => {
    const program = await supervisor.launch(sh('printf "no licence" >&2; exit 3'), signal);
    await program.stop();
    await expect.poll(() => supervisor.outputOf('one').lines).toEqual(['no licence']);
    const log = join(folder, 'logs', 'server-one.log');
    await expect.poll(() => readFileSync(log, 'utf8')).toMatch(/Z no licence\n$/u);
    expect(statSync(log).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'logs')).mode & 0o777).toBe(0o700);
  });
});

describe('after the end of the relay', () => {
  test('nothing is started any more', async () => {
    await supervisor.close();
    await expect(supervisor.launch(sh('cat'), signal)).rejects.toThrow('it was stopped');
  });

  test('one whose start was given up is not started', async () => {
    const stopped = new AbortController();
    stopped.abort();
    await expect(supervisor.launch(sh('cat'), stopped.signal)).rejects.toThrow('it was stopped');
  });
});

test.skipIf(process.platform !== 'linux')(
  '200 starts of a program that crashes leave no process, no open file and no timer',
  async () => {
    supervisor.start();
    const one = async (): Promise<void> => {
      const program = await supervisor.launch(sh('echo dying >&2; (sleep 100 &) ; kill -9 $$'), signal);
      await once(program.child, 'exit');
      await program.stop();
    };
    for (let count = 0; count < 5; count += 1) await one();
    await expect.poll(children, { timeout: 10_000 }).toBe(1);
    const before = { files: openFiles(), timers: timers() };
    for (let count = 0; count < 200; count += 1) await one();
    // The watchdog alone is left.
    expect(children()).toBe(1);
    // A log file may be open for a moment.
    expect(openFiles()).toBeLessThanOrEqual(before.files + 2);
    expect(timers()).toBeLessThanOrEqual(before.timers);
    expect([...(await marksOfProcesses()).values()].filter((mark) => mark.startsWith(ID))).toEqual([]);
  },
  60_000,
);
