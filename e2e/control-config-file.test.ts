import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { type ControlClient, controlClient } from './harness/control-client.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { type ListeningRelay, listenWith } from './harness/listening-relay.ts';
import { fixture, type ServerEntry } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

function commandOf({ command, args }: ServerEntry): string {
  return `"command": ${JSON.stringify(command)}, "args": ${JSON.stringify(args)}`;
}

const ECHO = commandOf(fixture('echo'));
const TWIN = commandOf(fixture('twin', 'one', 'search'));

const JSON_TEXT = `\ufeff{\r
\t// What I use. Do not touch: "echo": {}\r
\t"other": { "kept" : [1,2,], "x": 1.0, "y": "\\u00e9" },\r
\t"mcpServers": {\r
\t\t"echo": { ${ECHO} /* last */ },\r
\t\t"two": {\r
\t\t\t${TWIN},   // "command": 1\r
\t\t},\r
\t},\r
}   \r
\r
`;

const YAML_TEXT = `# What I use
other: {kept: [1, 2], "x": 1.0}   # odd

mcpServers:
  # the first
  echo:   # "enabled" could stop it
    command: ${JSON.stringify(fixture('echo').command)}
    args:
      - ${JSON.stringify(fixture('echo').args?.[0])}   # one
  # the second
  two: {${TWIN}}
mcpRelay:
    toolNames: auto
`;

describe('the configuration file under the control contract', { timeout: TEST_MS }, () => {
  async function start(name: string, text: string): Promise<[World, ListeningRelay, ControlClient]> {
    const world = worldOfTest();
    const relay = await listenWith(world, world.write(name, text));
    return [world, relay, controlClient(world, relay)];
  }

  async function switches(control: ControlClient): Promise<Record<string, readonly [boolean, boolean]>> {
    const { servers } = await control.call('servers.list', {});
    return Object.fromEntries(servers.map(({ name, enabled, hidden }) => [name, [enabled, hidden] as const]));
  }

  test.each([
    ['relay.json5', JSON_TEXT, /, "(?:hidden_mode|enabled)": (?:true|false)/gu],
    ['relay.yaml', YAML_TEXT, /(?:hidden_mode|enabled): (?:true|false)(?:\n {4}|, )/gu],
  ])('%s: only the switches change, everything else stays byte for byte', async (name, text, put) => {
    const [world, relay, control] = await start(name, text);
    const read = (): string => readFileSync(relay.configFile, 'utf8');
    for (const server of ['echo', 'two']) {
      await control.call('servers.setHidden', { server, hidden: true });
      await control.call('servers.setEnabled', { server, enabled: false });
    }
    const changed = read();
    expect(changed.match(put)).toHaveLength(4);
    expect(changed.replaceAll(put, '')).toBe(text);
    for (const server of ['echo', 'two']) {
      await control.call('servers.setHidden', { server, hidden: false });
      await control.call('servers.setEnabled', { server, enabled: true });
    }
    const turned = changed.replaceAll(put, (one) =>
      one.includes('true') ? one.replace('true', 'false') : one.replace('false', 'true'),
    );
    expect(read()).toBe(turned);
    await control.call('servers.setHidden', { server: 'two', hidden: true });
    await control.call('servers.setEnabled', { server: 'echo', enabled: false });
    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    const next = controlClient(world, await listenWith(world, relay.configFile));
    expect(await switches(next)).toEqual({ echo: [false, false], two: [true, true] });
  });

  test('a switch that stands there already is not written again', async () => {
    const [, relay, control] = await start('relay.json', `{"mcpServers":{"echo":{${ECHO},"enabled" :true}}}`);
    const before = readFileSync(relay.configFile, 'utf8');
    await control.call('servers.setEnabled', { server: 'echo', enabled: true });
    expect(readFileSync(relay.configFile, 'utf8')).toBe(before);
  });

  const troubles: readonly [string, (file: string) => void, RegExp][] = [
    ['broken', (file) => writeFileSync(file, '{"mcpServers": {"echo": '), /errors/u],
    ['empty', (file) => writeFileSync(file, ''), /errors|no longer/u],
    ['gone', (file) => rmSync(file), /cannot be read/u],
    ['a folder', (file) => (rmSync(file), mkdirSync(file)), /cannot be read/u],
    ['without the server', (file) => writeFileSync(file, '{"mcpServers":{}}'), /no longer/u],
    ['with the server as something else', (file) => writeFileSync(file, '{"mcpServers":{"echo":[]}}'), /no longer/u],
    [
      'with the key twice',
      (file) => writeFileSync(file, `{"mcpServers":{"echo":{${ECHO}},"echo":{${ECHO}}}}`),
      /errors/u,
    ],
    [
      'in a folder that is gone',
      (file) => renameSync(file.slice(0, file.lastIndexOf('/')), `${file.slice(0, file.lastIndexOf('/'))}.moved`),
      /cannot be read/u,
    ],
  ];

  test.each(troubles)('where the file is %s nothing changes, and a sentence says why', async (_what, spoil, says) => {
    const world = worldOfTest();
    mkdirSync(world.path('settings'));
    const file = world.write('settings/relay.json', `{"mcpServers":{"echo":{${ECHO}}}}`);
    const relay = await listenWith(world, file);
    const control = controlClient(world, relay);
    await until('start', async () => (await control.call('servers.list', {})).servers[0]?.status === 'ready');
    spoil(file);
    for (const [procedure, input] of [
      ['servers.setHidden', { hidden: true }],
      ['servers.setEnabled', { enabled: false }],
    ] as const) {
      const refusal = await control.refused(procedure, { server: 'echo', ...input });
      expect(refusal.code).toBe('failed');
      expect(refusal.message).toMatch(says);
      expect(refusal.message).toContain('relay.json');
      expect(refusal.message).not.toMatch(/ at .*\.ts:\d/u);
    }
    const { servers } = await control.call('servers.list', {});
    expect(servers[0]).toMatchObject({ status: 'ready', enabled: true, hidden: false });
  });

  test.runIf(process.getuid?.() !== 0)('where its folder is read-only nothing changes', async () => {
    const { chmodSync } = await import('node:fs');
    const world = worldOfTest();
    mkdirSync(world.path('settings'));
    const text = `{"mcpServers":{"echo":{${ECHO}}}}`;
    const relay = await listenWith(world, world.write('settings/relay.json', text));
    const control = controlClient(world, relay);
    chmodSync(world.path('settings'), 0o500);
    world.onEnd(() => chmodSync(world.path('settings'), 0o700));
    const refusal = await control.refused('servers.setHidden', { server: 'echo', hidden: true });
    expect(refusal).toMatchObject({ code: 'failed' });
    expect(refusal.message).toMatch(/cannot be written .* by hand/u);
    expect((await control.call('servers.list', {})).servers[0]?.hidden).toBe(false);
    expect(readFileSync(relay.configFile, 'utf8')).toBe(text);
  });

  test.each([
    ['relay.json', `{"mcpServers":{"echo":{${ECHO}},"two":{${TWIN}}}}`],
    ['relay.yaml', YAML_TEXT],
  ])('%s: several switches at once are all written', async (name, text) => {
    const [, relay, control] = await start(name, text);
    await Promise.all([
      control.call('servers.setHidden', { server: 'echo', hidden: true }),
      control.call('servers.setHidden', { server: 'two', hidden: true }),
      control.call('servers.setEnabled', { server: 'echo', enabled: false }),
      control.call('servers.setEnabled', { server: 'two', enabled: false }),
    ]);
    expect(await switches(control)).toEqual({ echo: [false, true], two: [false, true] });
    const written = readFileSync(relay.configFile, 'utf8');
    expect(written.match(/hidden_mode"?: true/gu)).toHaveLength(2);
    expect(written.match(/enabled"?: false/gu)?.length).toBeGreaterThanOrEqual(2);
  });

  test('a server that shares its settings with another one by an alias is not switched together with it', async () => {
    const text = `mcpServers:\n  echo: &shared\n    command: ${JSON.stringify(fixture('echo').command)}\n    args: ${JSON.stringify(fixture('echo').args)}\n  two: *shared\n`;
    const [world, relay, control] = await start('relay.yaml', text);
    const answer = await control.post('servers.setHidden', '{"server":"echo","hidden":true}');
    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    const next = controlClient(world, await listenWith(world, relay.configFile));
    const now = await switches(next);
    expect(now['two'], answer.body).toEqual([true, false]);
  });
});
