import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../protocol/log.ts';
import { takeLock } from '../store/file-lock.ts';
import { HostKeeper } from './keeper.ts';
import { workplaceIn, type Workplace } from './workplace.ts';

const TOKEN = 'a-token-of-a-test-0123456789';

let folder: string;
let configFile: string;
let place: Workplace;
let keeper: HostKeeper;
let told: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  folder = mkdtempSync(join(tmpdir(), 'keeper-'));
  configFile = join(folder, 'config.json');
  writeFileSync(configFile, '{"mcpServers":{}}');
  const env = {
    MCP_RELAY_DATA_DIR: join(folder, 'data'),
    MCP_RELAY_CONFIG_FILE: configFile,
    MCP_RELAY_PORT: '0',
    MCP_RELAY_TOKEN: TOKEN,
  };
  place = workplaceIn(
    env,
    createLog('error', () => {}),
  );
  told = [];
  const events = {
    onRunning: () => told.push('running'),
    onFailure: (message: string) => told.push(message),
  };
  keeper = new HostKeeper(events, place);
});
afterEach(async () => {
  await keeper.stop();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

test('starts the relay once, however often it is asked', async () => {
  const answers = await Promise.all([keeper.start(), keeper.call('relay.status', {}), keeper.start()]);
  expect(answers[1]).toMatchObject({ ok: true, output: { configFile } });
  expect(told).toEqual(['running']);
  expect(keeper.host).toBeDefined();
});

test('with a broken configuration it answers why; a mended file is taken up at the next question', async () => {
  writeFileSync(configFile, '{"mcpServers": 3}');
  const failed = await keeper.call('relay.status', {});
  expect(failed).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  expect(JSON.stringify(failed)).toContain('mcpServers');
  expect(told).toHaveLength(1);
  expect(await keeper.subscribe(() => {})).toBeUndefined();
  expect(existsSync(join(folder, 'data', 'relay.json'))).toBe(false);

  writeFileSync(configFile, '{"mcpServers":{}}');
  expect(await keeper.call('relay.status', {}), 'not tried again just now').toMatchObject({ ok: false });
  vi.advanceTimersByTime(1001);
  expect(await keeper.call('relay.status', {})).toMatchObject({ ok: true });
  expect(told.at(-1)).toBe('running');
  const heard: number[] = [];
  const leave = await keeper.subscribe((batch) => heard.push(batch.number));
  expect(heard).toEqual([0]);
  leave?.();
});

test('does not read the file again for every question while it is broken', async () => {
  rmSync(configFile);
  await keeper.call('relay.status', {});
  writeFileSync(configFile, '{"mcpServers": 3}');
  for (let asked = 0; asked < 50; asked += 1) await keeper.call('calls.list', {});
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(1001);
  await keeper.call('relay.status', {});
  expect(told, 'what is wrong now').toHaveLength(2);
  vi.advanceTimersByTime(1001);
  await keeper.call('relay.status', {});
  expect(told, 'the same is not told again').toHaveLength(2);
});

test('says where another relay of the folder runs', async () => {
  mkdirSync(place.folder.path, { recursive: true, mode: 0o700 });
  const release = takeLock(place.folder.lock);
  expect(release).toBeDefined();
  const refused = await keeper.call('relay.status', {});
  expect(refused).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  expect(JSON.stringify(refused)).toMatch(/already running/u);
  release?.();
  vi.advanceTimersByTime(1001);
  expect(await keeper.call('relay.status', {})).toMatchObject({ ok: true });
});

test('a stop while it starts leaves nothing running, and nothing starts again', async () => {
  const starting = keeper.start();
  await keeper.stop();
  await starting;
  expect(keeper.host).toBeUndefined();
  for (const name of ['relay.json', 'control.token']) expect(existsSync(join(folder, 'data', name))).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect(await keeper.call('relay.status', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  const release = takeLock(place.folder.lock);
  expect(release, 'the folder is free again').toBeDefined();
  release?.();
});

test('the relay that it keeps is one that clients find', async () => {
  await keeper.start();
  const written: unknown = JSON.parse(readFileSync(place.folder.relayFile, 'utf8'));
  expect(written).toEqual(keeper.host?.running);
  const { baseUrl = '' } = keeper.host?.running ?? {};
  expect(keeper.host?.createLink().startsWith(`${baseUrl}/ui/link/`)).toBe(true);
});

test('a stop gives no time to calls where there are none, whoever listens', async () => {
  await keeper.start();
  const url = keeper.host?.running.endpoints.sse ?? '';
  const stream = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(stream.status).toBe(200);
  // The clock stands still: whoever waits for it here waits for good.
  await keeper.stop();
  await stream.text().catch(() => {});
  expect(existsSync(place.folder.relayFile)).toBe(false);
});
