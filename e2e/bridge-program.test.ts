import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { makeBridgeProgram } from '../.ci/bridge-program.ts';
import { writeBundle } from '../.ci/bundle.ts';
import { type Bridged, desktopEnv, registerClient, startBridge } from './harness/bridge.ts';
import { within } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { fromRepository } from './harness/repository.ts';
import { fixture } from './harness/servers.ts';
import { stringAt } from './harness/said-frames.ts';
import { type World, worldOfTest } from './harness/world.ts';

const PROGRAM_MS = 180_000;

async function expectToServe({ client, kill, exit }: Bridged): Promise<void> {
  await client.greet({ name: 'Claude' });
  await client.waitForTools('echo');
  const frame = await client.request('1', 'tools/call', '{"name":"echo","arguments":{"a":1}}');
  expect(stringAt(frame, 'result', 'content', 0, 'text')).toContain('{"a":1}');
  kill('SIGTERM');
  expect(await within('end', exit)).toBe(0);
}

async function stage(client: string): Promise<World> {
  const world = worldOfTest();
  await listen(world, { echo: fixture('echo') });
  registerClient(world, client);
  return world;
}

/** What is built is what ships; without a build there is nothing to look at. */
describe.runIf(existsSync(fromRepository('dist/bridge/bridge.cjs')))('what ships of the bridge', () => {
  test.runIf(process.platform === 'linux')(
    'is a program that needs no Node and no PATH',
    async () => {
      const world = await stage('cursor');
      const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
      const folder = makeBridgeProgram({ system: 'linux', arch }, world.path('program'));
      const env = { ...desktopEnv(world), PATH: '', NODE_OPTIONS: '--require=/nowhere.js' };
      await expectToServe(startBridge(world, [`${folder}/mcp-relay`, 'connect', '--client', 'cursor'], env));
    },
    PROGRAM_MS,
  );

  test(
    'is a bundle that Claude Desktop unpacks and starts',
    async () => {
      writeBundle();
      const world = await stage('claude-desktop');
      const folder = world.path('bundle');
      mkdirSync(folder);
      // Node has no reader of ZIP archives; any other program's will do.
      const read =
        'import sys, zipfile; a = zipfile.ZipFile(sys.argv[1]); assert a.testzip() is None; a.extractall(sys.argv[2])';
      execFileSync('python3', ['-c', read, fromRepository('dist/bridge/mcp-security-relay.mcpb'), folder]);
      const { default: manifest } = MANIFEST.parse(await import(`${folder}/manifest.json`, { with: { type: 'json' } }));
      expect(existsSync(`${folder}/${manifest.icon}`)).toBe(true);
      expect(existsSync(`${folder}/${manifest.server.entry_point}`)).toBe(true);
      const args = manifest.server.mcp_config.args.map((arg) => arg.replace('${__dirname}', folder));
      expect(manifest.server.mcp_config.command).toBe('node');
      await expectToServe(startBridge(world, [process.execPath, ...args]));
    },
    PROGRAM_MS,
  );
});

const MANIFEST = z.object({
  default: z.object({
    manifest_version: z.literal('0.2'),
    icon: z.string(),
    server: z.object({
      type: z.literal('node'),
      entry_point: z.string(),
      mcp_config: z.object({ command: z.string(), args: z.array(z.string()), env: z.object({}) }),
    }),
  }),
});
