import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PROCEDURES, type Server } from '../control/contract.ts';
import { createLog } from '../protocol/log.ts';
import { HostKeeper } from './keeper.ts';
import { workplaceIn } from './workplace.ts';

/** A server that answers its handshake and lists nothing. */
const SERVER = `#!/bin/sh
while read -r line; do
  case "$line" in
    *'"initialize"'*) echo '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"x","version":"1"}}}' ;;
  esac
done
`;

let folder: string;
let keeper: HostKeeper;
const before = process.env.SHELL;

function script(path: string, text: string): string {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

/** The app's relay, with a login shell that is this script; $4 is what it is asked to run. */
function start(shell: string, asksLoginShell: boolean, servers: object): void {
  process.env.SHELL = script(join(folder, 'shell'), `#!/bin/sh\n${shell}\n`);
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify({ mcpServers: servers }));
  const env = { MCP_RELAY_DATA_DIR: join(folder, 'data'), MCP_RELAY_CONFIG_FILE: file, MCP_RELAY_PORT: '0' };
  const log = createLog('error', () => {});
  keeper = new HostKeeper({ onRunning: () => {}, onFailure: () => {} }, { ...workplaceIn(env, log), asksLoginShell });
}

async function serverOf(name: string): Promise<Server | undefined> {
  const reply = await keeper.call('servers.list', {});
  if (!reply.ok) throw new Error(reply.error.message);
  return PROCEDURES['servers.list'].output.parse(reply.output).servers.find((one) => one.name === name);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'login-path-'));
  mkdirSync(join(folder, 'bin'));
  script(join(folder, 'bin', 'only-in-login-path'), SERVER);
});
afterEach(async () => {
  await keeper.stop();
  if (before === undefined) delete process.env.SHELL;
  else process.env.SHELL = before;
  rmSync(folder, { recursive: true, force: true });
});

const WITH_BIN = (): string => `echo Welcome; PATH="${join(folder, 'bin')}:$PATH" /bin/sh -c "$4"`;

test.skipIf(process.platform === 'win32')(
  'an app that no terminal has started finds what the login shell finds',
  async () => {
    start(WITH_BIN(), true, { mine: { command: 'only-in-login-path' } });
    await expect
      .poll(() => serverOf('mine'), { timeout: 10_000 })
      .toMatchObject({
        status: 'ready',
        startedAs: 'only-in-login-path',
        runs: join(folder, 'bin', 'only-in-login-path'),
      });
  },
);

test.skipIf(process.platform === 'win32')('one that a terminal has started asks no shell', async () => {
  start(`touch ${join(folder, 'asked')}; ${WITH_BIN()}`, false, { mine: { command: 'only-in-login-path' } });
  await expect
    .poll(async () => (await serverOf('mine'))?.reason, { timeout: 10_000 })
    .toMatch(/not found on the PATH/u);
  expect((await serverOf('mine'))?.reason).not.toContain('login shell');
});

test.skipIf(process.platform === 'win32')('a shell that hangs holds up nothing that is found without it', async () => {
  start('sleep 60', true, {
    found: { command: join(folder, 'bin', 'only-in-login-path') },
    lost: { command: 'only-in-login-path' },
  });
  const began = performance.now();
  await expect.poll(() => serverOf('found'), { timeout: 4000 }).toMatchObject({ status: 'ready' });
  expect(performance.now() - began).toBeLessThan(4000);
  expect(await serverOf('lost')).toMatchObject({ status: 'connecting', runs: null });
  await expect
    .poll(async () => (await serverOf('lost'))?.reason, { timeout: 10_000 })
    .toMatch(/the login shell .*shell did not answer within 5 s/u);
});
