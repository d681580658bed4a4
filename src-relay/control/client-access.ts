import type { ClientBook } from '../clients/types.ts';

/** What the control contract needs to connect AI clients, as the program that hosts the relay provides it. */
export interface ClientAccess {
  readonly book: ClientBook;
  /** The relay's own configuration, whether it is there or not. */
  readonly configFile: string;
  /** Where clients with HTTP connect, and what clients that start a command start. */
  readonly entry: () => {
    readonly url: string;
    readonly command: { readonly program: string; readonly args: readonly string[] };
  };
  /** The bundle for Claude Desktop; undefined where it is not built. */
  readonly bundle: () => string | undefined;
  /** Whether somebody has gone through the set-up, or has left it, and keeping that. */
  readonly isSetupKnown: () => boolean;
  readonly rememberSetup: () => void;
  /** Registers a client that comes by the bridge, which finds its token by itself. */
  readonly letIn: (name: string) => void;
  /** Registers a client and gives its token. */
  readonly createToken: (name: string) => string;
  /** Shows files in their folder, and opens addresses with the programs that they belong to; absent without a desktop. */
  readonly desktop?: { reveal(path: string): void; open(address: string): void } | undefined;
  /** Has the relay take up its changed configuration, soon after the answer is given; absent where it cannot. */
  readonly restart?: (() => void) | undefined;
}
