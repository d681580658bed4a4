import type { ClientId } from '../../src-relay/clients/types.ts';

export type EntryKind = 'http' | 'stdio';

/** How a client is run once: without a terminal, with the model service at this address. */
export interface Run {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A command-line client from npm. */
export interface RealClient {
  readonly id: ClientId;
  readonly title: string;
  readonly package: string;
  /** Its program, in this folder's node_modules. */
  readonly program: string;
  /** Whether the program is a script for Node. */
  readonly isScript: boolean;
  /** What it writes into its file while it runs, if anything. */
  readonly rewrites?: string;
  /** The file that it is connected in, within the home folder, and what a person has in it before. */
  readonly file: string;
  readonly before: string;
  readonly entryKinds: readonly EntryKind[];
  /** Its own list of servers with their health, where it connects for that. */
  readonly list?: { readonly words: string; readonly run: (modelUrl: string) => Run; readonly says: RegExp };
  /** A prompt to the model, which may call a tool without asking a person. */
  readonly prompt: { readonly words: string; readonly run: (modelUrl: string) => Run };
}
