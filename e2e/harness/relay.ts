import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';

import { within } from './deadline.ts';
import { RELAY_MAIN, REPOSITORY } from './repository.ts';
import type { ServerEntry } from './servers.ts';
import type { World } from './create-world.ts';

export interface RelayConfig {
  readonly mcpServers: Readonly<Record<string, ServerEntry>>;
  readonly mcpRelay?: Readonly<Record<string, unknown>>;
}

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningCommand {
  readonly child: ChildProcessWithoutNullStreams;
  readonly pid: number;
  readonly exit: Promise<Exit>;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export const TOKEN = 'e2e-client-token-0123456789abcdef';

/** The command line of `mcp-relay`: straight on node, or the way the README tells it. */
export function relayCommand(args: readonly string[], viaNpm = false): readonly [string, ...string[]] {
  return viaNpm
    ? ['npm', '--prefix', REPOSITORY, 'run', '-s', 'relay', '--', ...args]
    : [process.execPath, RELAY_MAIN, ...args];
}

/** Nothing of the developer's own settings reaches the relay. */
export function relayEnv(world: World, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: world.folder,
    MCP_RELAY_DATA_DIR: world.dataDir,
    MCP_RELAY_TOKEN: TOKEN,
    ...more,
  };
}

export function writeConfig(world: World, config: RelayConfig, name = 'relay-config.json'): string {
  return world.write(name, JSON.stringify(config, null, 2));
}

/** Starts any command in the world's folder and collects what it prints. It ends with the world. */
export function run(
  world: World,
  command: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): RunningCommand {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd: world.folder, env: relayEnv(world, env) });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  const exit = new Promise<Exit>((resolve) => {
    child.on('error', (error) => {
      stderr += String(error);
      resolve({ code: null, signal: null });
    });
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  world.onEnd(() => stop(child, exit));
  return { child, pid: child.pid ?? -1, exit, stdout: () => stdout, stderr: () => stderr };
}

interface Finished extends Exit {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a subcommand of `mcp-relay` to its end, with this text on its stdin. */
export async function runRelay(
  world: World,
  args: readonly string[],
  options: { readonly input?: string; readonly env?: Readonly<Record<string, string>>; readonly viaNpm?: boolean } = {},
): Promise<Finished> {
  const command = run(world, relayCommand(args, options.viaNpm ?? false), options.env);
  command.child.stdin.end(options.input ?? '');
  const exit = await within(`end of mcp-relay ${args.join(' ')}`, command.exit, 45_000).catch((error: unknown) => {
    throw new Error(`${String(error)}\nstdout: ${command.stdout()}\nstderr: ${command.stderr()}`);
  });
  return { ...exit, stdout: command.stdout(), stderr: command.stderr() };
}

async function stop(child: ChildProcessWithoutNullStreams, exit: Promise<Exit>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  try {
    await within('stop', exit, 8_000);
  } catch {
    const closed = once(child, 'exit');
    child.kill('SIGKILL');
    await closed;
  }
}
