import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { dataFolder } from '../../src-relay/config/data-folder.ts';
import { provideClientToken } from '../../src-relay/gateway/client-tokens.ts';
import type { World } from './create-world.ts';
import { within } from './deadline.ts';
import { onLines } from './lines.ts';
import { fromRepository } from './repository.ts';
import { RawClient } from './raw-client.ts';

/** What clients start: the source, or with E2E_BUILT what the build makes of it. */
const BRIDGE = fromRepository(process.env['E2E_BUILT'] ? 'dist/bridge/bridge.cjs' : 'src-relay/bridge/main.ts');

/** The command that stands in a client's file. */
export function bridgeEntry(client: string): readonly [string, ...string[]] {
  return [process.execPath, BRIDGE, 'connect', '--client', client];
}

/** What a desktop app gives to a server that it starts: next to nothing, no PATH, and no token. */
export function desktopEnv(world: World): Record<string, string> {
  return { HOME: world.folder, MCP_RELAY_DATA_DIR: world.dataDir };
}

/** Registers a client as connecting it does. */
export function registerClient(world: World, client: string): void {
  provideClientToken(dataFolder(desktopEnv(world)), client);
}

/** A client over the bridge, with all that the bridge has written. */
export interface Bridged {
  readonly client: RawClient;
  readonly pid: number;
  /** Every line of standard output. */
  readonly lines: readonly string[];
  readonly stderr: () => string;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** When it has ended: its exit code. */
  readonly exit: Promise<number | null>;
}

/** Starts a bridge as a desktop app does, cwd `/` included. It ends with the world. */
export function startBridge(world: World, command: readonly [string, ...string[]], env = desktopEnv(world)): Bridged {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd: '/', env });
  const lines: string[] = [];
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  const exit = once(child, 'close').then(() => child.exitCode);
  const client = new RawClient(
    (frame) => void child.stdin.write(`${frame}\n`),
    async () => {
      child.stdin.end();
      await within('end of the bridge', exit);
    },
  );
  onLines(child.stdout, (line) => {
    lines.push(line);
    client.received.add(line);
  });
  world.onEnd(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exit;
  });
  return {
    client,
    pid: child.pid ?? -1,
    lines,
    stderr: () => stderr,
    kill: (signal) => void child.kill(signal),
    exit,
  };
}
