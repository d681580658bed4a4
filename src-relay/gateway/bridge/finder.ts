import { readFileSync, statSync } from 'node:fs';
import { readRelayFile, type RelayFile } from '../instance/relay-file.ts';

/** Where the running relay is, and what opens its door. */
export interface RelayAddress {
  readonly instanceId: string;
  /** Of its `/mcp`. */
  readonly url: URL;
  readonly token: string;
  /** Changes with relay.json: a relay that was started anew has another one. */
  readonly stamp: string;
}

export interface FinderOptions {
  /** `relay.json` of the data folder. */
  readonly relayFile: string;
  /** The file (0600) that holds the token; for a relay that makes a new one at each start it is read anew each time. */
  readonly tokenFile: string;
  /** What to do where there is no token, one sentence; left out where the relay brings it, and takes it away as it stops. */
  readonly withoutToken?: string;
  /** Whether a relay is the one that is meant; every one where left out. */
  readonly isMeant?: (file: RelayFile) => boolean;
}

/** Finds the relay that runs, again and again: after a restart it may have another port, token and version. */
export class RelayFinder {
  readonly #options: FinderOptions;
  #problem: string | undefined;

  constructor(options: FinderOptions) {
    this.#options = options;
  }

  /** Why nothing was found at the last look though a relay may run, with what to do about it; undefined where none runs. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Which relay.json stands there now; the same text as long as it is the same file. */
  stamp(): string {
    const stats = statSync(this.#options.relayFile, { throwIfNoEntry: false });
    return stats ? `${stats.ino} ${stats.mtimeMs}` : '';
  }

  /** The relay that runs; undefined where there is none, or no token for it. */
  find(): RelayAddress | undefined {
    this.#problem = undefined;
    // Before the file is read: one that is replaced in between is then looked at again.
    const stamp = this.stamp();
    const { relayFile, tokenFile, withoutToken, isMeant } = this.#options;
    let token: string;
    try {
      token = readFileSync(tokenFile, 'utf8').trim();
    } catch {
      this.#problem = withoutToken;
      return undefined;
    }
    const running = readRelayFile(relayFile);
    if (!running || isMeant?.(running) === false) return undefined;
    return { instanceId: running.instanceId, url: new URL(running.endpoints.mcp), token, stamp };
  }
}
