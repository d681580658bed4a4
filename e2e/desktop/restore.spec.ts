import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { within } from '../harness/deadline.ts';
import { REPOSITORY } from '../harness/repository.ts';
import { runRelay, writeConfig } from '../harness/relay.ts';
import { fixture } from '../harness/servers.ts';
import { expect, test } from '../ui/harness/desktop-fixtures.ts';
import { desktopEnv, desktopProgram } from '../ui/harness/desktop-host.ts';

test('an app that is uninstalled gives clients back what they had, without a window', async ({ world, kind }) => {
  const configFile = writeConfig(world, { mcpServers: {} });
  mkdirSync(world.path('.cursor'), { recursive: true });
  const before = `{\r\n\t"mcpServers": ${JSON.stringify({ mine: fixture('echo') })} // mine\r\n}`;
  const cursor = world.write('.cursor/mcp.json', before);
  const kiro = world.path('.kiro/settings/mcp.json');
  mkdirSync(world.path('.kiro/settings'), { recursive: true });
  writeFileSync(kiro, '{}');
  const args = ['--home', world.folder, '--config-file', configFile];
  const connected = await runRelay(world, ['clients', 'connect', '--all', '--import', ...args]);
  expect(connected.code, connected.stderr).toBe(0);
  expect(readFileSync(cursor, 'utf8')).toContain('mcp-security-relay');

  const restore = async (): Promise<{ code: number | null; said: string }> => {
    const child = spawn(desktopProgram(kind), [REPOSITORY, '--restore-clients'], {
      env: desktopEnv(world, configFile),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [said] = await within('end of the app', Promise.all([text(child.stdout), once(child, 'exit')]));
    return { code: child.exitCode, said };
  };
  const broken = '{ "mcpServers": ';
  writeFileSync(kiro, broken);
  const first = await restore();
  expect(first.code).toBe(1);
  expect(first.said).toContain(`Cursor has what it had: ${cursor}`);
  expect(first.said).toContain("Kiro keeps the relay's entry.");
  expect(readFileSync(cursor, 'utf8')).toBe(before);
  expect(readFileSync(kiro, 'utf8')).toBe(broken);
  writeFileSync(kiro, '{}');
  expect((await restore()).code).toBe(0);
  expect(await runRelay(world, ['token', 'list'])).toMatchObject({ stdout: expect.stringContaining('No clients') });
});
