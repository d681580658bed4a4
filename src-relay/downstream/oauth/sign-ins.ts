import type { Log } from '../../protocol/log.ts';
import type { SecretStore } from '../../protocol/secret-store.ts';
import type { ServerConfig } from '../../protocol/server-config.ts';
import { openBrowser, type OpenBrowser } from './browser.ts';
import { GrantBook } from './grant-book.ts';
import { Refresher } from './refresher.ts';
import { ServerSignIn } from './server-sign-in.ts';

/** The sign-ins of all servers of a relay: they share what is stored, and each renewal. */
export class SignIns {
  readonly #book: GrantBook;
  readonly #refresher: Refresher;
  readonly #log: Log;
  readonly #open: OpenBrowser;

  constructor(secrets: SecretStore, log: Log, open: OpenBrowser = openBrowser) {
    this.#book = new GrantBook(secrets, log);
    this.#refresher = new Refresher(this.#book);
    this.#log = log;
    this.#open = open;
  }

  /** The sign-in of a server; undefined for one that can have none. */
  of(config: ServerConfig): ServerSignIn | undefined {
    if (config.kind === 'stdio' || !mayNeedSignIn(config)) return undefined;
    return new ServerSignIn({
      config,
      book: this.#book,
      refresher: this.#refresher,
      log: this.#log,
      open: this.#open,
    });
  }
}

/** Whether a server may ever ask for a sign-in: a remote one for which the configuration brings no credential of its own. */
function mayNeedSignIn(config: ServerConfig): boolean {
  if (config.kind === 'stdio') return false;
  return !Object.keys(config.headers).some((name) => name.toLowerCase() === 'authorization');
}
