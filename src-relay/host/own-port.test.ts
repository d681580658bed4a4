import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../protocol/log.ts';
import { HostKeeper } from './keeper.ts';
import { workplaceIn, type Workplace } from './workplace.ts';

const HANG_MS = 30_000;

function placeOf(more: Record<string, string> = {}): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'own-port-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const configFile = join(folder, 'config.json');
  writeFileSync(configFile, '{"mcpServers":{}}');
  const env = { MCP_RELAY_DATA_DIR: join(folder, 'data'), MCP_RELAY_CONFIG_FILE: configFile, ...more };
  return workplaceIn(
    env,
    createLog('error', () => {}),
  );
}

/** Starts a relay, and gives its port, or why it does not start, and what stops it. */
async function started(place: Workplace): Promise<{ port: number; failure: string; stop: () => Promise<void> }> {
  const keeper = new HostKeeper({ onRunning: () => {}, onFailure: () => {} }, place);
  const stop = (): Promise<void> => keeper.stop();
  onTestFinished(stop);
  await keeper.start();
  return { port: Number(new URL(keeper.host?.running.baseUrl ?? 'http://none:1').port), failure: keeper.failure, stop };
}

/** Another program at a port; one that has it already is another program too. */
async function occupy(port: number): Promise<void> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await Promise.race([once(server, 'listening'), once(server, 'error')]).catch(() => {});
  onTestFinished(() => void server.close());
}

test('a port is chosen once, and kept', { timeout: HANG_MS }, async () => {
  const place = placeOf();
  await occupy(8000);
  const first = await started(place);
  expect(first.port).toBeGreaterThan(8000);
  expect(first.port).toBeLessThan(8020);
  await first.stop();
  expect(statSync(place.folder.port).mode & 0o777).toBe(0o600);
  const second = await started(place);
  expect(second.port).toBe(first.port);
  await second.stop();

  await occupy(first.port);
  const third = await started(place);
  expect(third.failure).toMatch(
    new RegExp(
      `^Port ${first.port} on 127\\.0\\.0\\.1 is taken by another program\\. Stop it, or .*clients repair --all`,
    ),
  );
  expect(readFileSync(place.folder.port, 'utf8')).toBe(`${first.port}\n`);
});

test('any free port is not remembered, and a broken note of one is none', { timeout: HANG_MS }, async () => {
  const place = placeOf({ MCP_RELAY_PORT: '0' });
  const first = await started(place);
  expect(first.port).toBeGreaterThan(0);
  await first.stop();
  expect(statSync(place.folder.port, { throwIfNoEntry: false })).toBeUndefined();
  writeFileSync(place.folder.port, '70000');
  const again = await started({ ...place, env: { ...place.env, MCP_RELAY_PORT: undefined } });
  expect(again.port).toBeGreaterThan(7999);
  expect(again.port).toBeLessThan(8020);
});
