import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { until } from './deadline.ts';
import { type RelayConfig, type RunningCommand, relayCommand, run, writeConfig } from './relay.ts';
import type { World } from './create-world.ts';

const RELAY_JSON = z.looseObject({
  pid: z.number().int(),
  version: z.string(),
  instanceId: z.string(),
  startedAt: z.union([z.string(), z.number()]),
  baseUrl: z.url(),
  endpoints: z.looseObject({ mcp: z.url(), sse: z.url(), ui: z.url(), health: z.url() }),
});
export type RelayInfo = z.infer<typeof RELAY_JSON>;

export interface ListeningRelay extends RunningCommand {
  readonly info: RelayInfo;
  readonly configFile: string;
}

export interface ListenOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Transport to ask for; both open the same listener. */
  readonly transport?: 'http' | 'sse';
  readonly viaNpm?: boolean;
}

/** The contract file of a running relay; undefined while there is none. */
export function readRelayJson(dataDir: string): RelayInfo | undefined {
  let text: string;
  try {
    text = readFileSync(join(dataDir, 'relay.json'), 'utf8');
  } catch {
    return undefined;
  }
  return RELAY_JSON.parse(JSON.parse(text));
}

/** Starts a relay with a listener on a free port and waits until it says where it is. */
export async function listen(
  world: World,
  mcpServers: RelayConfig['mcpServers'],
  options: ListenOptions = {},
): Promise<ListeningRelay> {
  return listenWith(world, writeConfig(world, { mcpServers }), options);
}

export async function listenWith(
  world: World,
  configFile: string,
  options: ListenOptions = {},
): Promise<ListeningRelay> {
  const flags = ['--config-file', configFile, '--transport', options.transport ?? 'http', '--port', '0'];
  const command = run(world, relayCommand([...flags, ...(options.args ?? [])], options.viaNpm ?? false), options.env);
  const info = await until('relay.json', () => {
    if (command.child.exitCode !== null) throw new Error(`the relay ended at its start:\n${command.stderr()}`);
    const found = readRelayJson(world.dataDir);
    return found !== undefined && isOf(found, command, options) ? found : undefined;
  });
  return { ...command, info, configFile };
}

/** A stale file of an earlier relay does not count. Behind npm the relay has another pid than the command. */
function isOf(info: RelayInfo, command: RunningCommand, options: ListenOptions): boolean {
  return options.viaNpm === true || info.pid === command.pid;
}
