import { fromRepository } from './repository.ts';

/** An entry of `mcpServers`. */
export interface ServerEntry {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly url?: string;
  /** The older spelling of url. */
  readonly baseUrl?: string;
  readonly type?: 'http' | 'sse';
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeout?: number;
  readonly hidden_mode?: boolean;
  readonly enabled?: boolean;
  readonly isolation?: 'shared' | 'session';
}

export type FixtureName =
  | 'big-result'
  | 'crashing'
  | 'deaf'
  | 'echo'
  | 'environment'
  | 'exits-at-start'
  | 'flood'
  | 'garbage'
  | 'grandchild'
  | 'hanging'
  | 'hostile'
  | 'injection'
  | 'many-tools'
  | 'modern-only-strict'
  | 'noisy-stderr'
  | 'pipe'
  | 'played'
  | 'poisoned'
  | 'rug-pull'
  | 'scripted'
  | 'shadowing'
  | 'slow'
  | 'stderr-flood'
  | 'token-emitter'
  | 'twin'
  | 'vendor-fields'
  | 'witness';

export function fixture(name: FixtureName, ...args: string[]): ServerEntry {
  return { command: process.execPath, args: [fromRepository(`e2e/fixtures/servers/${name}.ts`), ...args] };
}

/** One of the official servers, run from node_modules. */
export function official(name: 'everything' | 'filesystem' | 'memory', ...args: string[]): ServerEntry {
  const script = fromRepository(`node_modules/@modelcontextprotocol/server-${name}/dist/index.js`);
  return { command: process.execPath, args: [script, ...args] };
}
