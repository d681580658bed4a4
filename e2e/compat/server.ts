import { connect } from 'node:net';

import { freePort } from '../../bench/targets/port.ts';
import type { World } from '../harness/create-world.ts';
import { until } from '../harness/deadline.ts';
import { run } from '../harness/relay.ts';
import type { Plan } from './operations.ts';
import type { Front, HttpTarget, StdioTarget } from './target.ts';

export type Endpoints = Readonly<Partial<Record<HttpTarget['front'], string>>>;

/** One column: a server, how it is met, and what it can do. */
export interface CompatServer {
  readonly name: string;
  /** The package whose version is told, and where it is installed; none for what is written here. */
  readonly from?: { readonly package: string; readonly folder?: string };
  /** How it stands behind the relay. */
  readonly attached: Front;
  readonly stdio: (world: World) => StdioTarget;
  /** How it is started where it can be met over HTTP; it may take several processes. */
  readonly listeners?: readonly ((world: World, port: number) => Listener)[];
  readonly plan: (world: World) => Plan;
}

type Env = Readonly<Record<string, string>>;

interface Listener {
  /** The script and its arguments. */
  readonly args: readonly string[];
  readonly env?: Env;
  /** Paths of its endpoints. */
  readonly paths: Endpoints;
}

/** A Node script over stdio, with nothing of the developer's own settings. */
export function script(world: World, args: readonly string[], env: Env = {}): StdioTarget {
  const basic = { HOME: world.folder, PATH: process.env['PATH'] ?? '' };
  return { front: 'stdio', command: process.execPath, args, env: { ...basic, ...env } };
}

const START_MS = 30_000;

/** Starts the server's listeners, if it has any; they end with the world. @returns their endpoints */
export async function startListeners(world: World, server: CompatServer): Promise<Endpoints> {
  let endpoints: Endpoints = {};
  for (const listener of server.listeners ?? []) {
    const port = await freePort();
    const { args, env, paths } = listener(world, port);
    const command = run(world, [process.execPath, ...args], env ?? {});
    const isUp = (): Promise<boolean> => {
      if (command.child.exitCode !== null) throw new Error(`${server.name} ended at its start: ${command.stderr()}`);
      return accepts(port);
    };
    await until(`${server.name} on port ${port}`, isUp, START_MS);
    const base = `http://127.0.0.1:${port}`;
    const { mcp, sse } = paths;
    endpoints = {
      ...endpoints,
      ...(mcp !== undefined && { mcp: base + mcp }),
      ...(sse !== undefined && { sse: base + sse }),
    };
  }
  return endpoints;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
