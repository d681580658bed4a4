import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packageOf } from './package-of.ts';
import { commandLinesUnder } from './running-programs.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'package-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text = ''): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
const manifest = (name: string, version: string): string => JSON.stringify({ name, version });

test('what a package runner has got is found behind its link, and not the runner', () => {
  write('_npx/ab12/node_modules/@scope/server/package.json', manifest('@scope/server', '1.2.3'));
  const script = write('_npx/ab12/node_modules/@scope/server/dist/index.js');
  const bin = join(folder, '_npx/ab12/node_modules/.bin/server');
  mkdirSync(dirname(bin), { recursive: true });
  symlinkSync(script, bin);
  write('lib/node_modules/npm/package.json', manifest('npm', '11.0.0'));
  const npx = write('lib/node_modules/npm/bin/npx-cli.js');
  const runner = ['/usr/bin/node', npx, '-y', '@scope/server'];
  expect(packageOf([['/usr/bin/node', bin, '--flag'], ['sh', '-c', 'server --flag'], runner])).toEqual({
    name: '@scope/server',
    version: '1.2.3',
  });
  expect(packageOf([runner])).toBeUndefined();
});

test('a manifest that only says how files are read is none, and a package without one is not the one around it', () => {
  write('node_modules/server/package.json', manifest('server', '2.0.0'));
  write('node_modules/server/dist/package.json', '{"type":"module"}');
  write('package.json', manifest('project', '0.0.1'));
  const broken = write('node_modules/broken/index.js');
  expect(packageOf([['/usr/bin/node', write('node_modules/server/dist/index.js')]])?.version).toBe('2.0.0');
  expect(packageOf([['/usr/bin/node', broken]])).toBeUndefined();
  expect(packageOf([['/usr/bin/node', write('src/server.js')]])?.name).toBe('project');
});

test('a script of Python belongs to the distribution that names it', () => {
  const script = write('env/bin/mcp-server-time', '#!/usr/bin/env python');
  write('env/lib/python3.12/site-packages/other-9.dist-info/entry_points.txt', '[console_scripts]\nother = a:b\n');
  const points = '[console_scripts]\nmcp-server-time = mcp_server_time:main\n';
  write('env/lib/python3.12/site-packages/mcp_server_time-0.6.2.dist-info/entry_points.txt', points);
  expect(packageOf([[join(folder, 'env/bin/python'), script]])).toEqual({ name: 'mcp-server-time', version: '0.6.2' });
});

test.skipIf(process.platform === 'win32')('what runs is found below what was started', async () => {
  write('node_modules/inner/package.json', manifest('inner', '3.1.4'));
  const script = write('node_modules/inner/index.js', 'console.log("up"); setInterval(() => {}, 1000);');
  // A group of its own, so that what the shell has started ends with it.
  const child = spawn('/bin/sh', ['-c', `'${process.execPath}' '${script}'; true`], { detached: true });
  try {
    await once(child.stdout, 'data');
    expect(packageOf(await commandLinesUnder(child.pid ?? -1))).toEqual({ name: 'inner', version: '3.1.4' });
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }
});
