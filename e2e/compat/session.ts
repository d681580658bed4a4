import type { World } from '../harness/create-world.ts';
import type { Arguments, Operation } from './operations.ts';
import type { Front, Target } from './target.ts';

export const LIST_KINDS = ['tools', 'resources', 'prompts'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** A client that is connected. Results are as the client shows them; a failure throws. */
export interface Session {
  /** Kinds that it can list. */
  readonly lists: readonly ListKind[];
  readonly list: (kind: ListKind) => Promise<readonly unknown[]>;
  readonly call: (tool: string, args: Arguments) => Promise<unknown>;
  readonly read: (uri: string) => Promise<unknown>;
  readonly prompt: (name: string, args: Readonly<Record<string, string>>) => Promise<unknown>;
  /** Subscribes, lets the change happen, waits until the client is told of it, and ends the subscription. */
  readonly updated: (uri: string, change: () => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One row's client. */
export interface CompatClient {
  readonly name: string;
  /** What it can do at all, whatever the server. */
  readonly can: readonly Operation[];
  /** Fronts of the relay that it reaches. */
  readonly fronts: readonly Front[];
  /** Whether it also starts a server over stdio itself; else one that only has stdio is met without it. */
  readonly startsServers: boolean;
  readonly connect: (world: World, target: Target) => Promise<Session>;
}

/** For an operation that a client has not: it is never tried. */
export function unsupported(what: string): () => Promise<never> {
  return () => Promise.reject(new Error(`This client has no ${what}.`));
}
