/** Names of one kind that one server may hold: more than it can list at once (5000), so that what it listed before counts too. */
const MAX_OF_ONE = 6000;

/** Whether a name was given, and where it was not the one wanted most, whose that one is. */
export interface Given {
  /** Undefined where nothing is free. */
  readonly shown: string | undefined;
  /** The server that has the name wanted most. */
  readonly holder: string | undefined;
}

/** Which name clients know a server's item by. A name once given stays with its item: nobody takes it over. */
export class GivenNames {
  /** By server: item -> shown name. */
  readonly #given = new Map<string, Map<string, string>>();
  /** Shown name -> server. */
  readonly #holders = new Map<string, string>();

  /**
   * The name that an item has, or now gets: the first of these that is free.
   * @param item names the item among the server's own
   * @param candidates best first; only looked at for an item that has no name yet
   */
  give(server: string, item: string, candidates: () => readonly string[]): Given {
    const known = this.#given.get(server)?.get(item);
    if (known !== undefined) return { shown: known, holder: undefined };
    const [best, ...others] = candidates();
    if (best === undefined) return { shown: undefined, holder: undefined };
    const holder = this.#holders.get(best);
    const shown = holder === undefined ? best : others.find((other) => !this.#holders.has(other));
    if (shown !== undefined) {
      this.#ofServer(server).set(item, shown);
      this.#holders.set(shown, server);
    }
    return { shown, holder };
  }

  /**
   * Makes room for what a server lists now. Where it has shown too many different names, it loses those that it lists no
   * longer: a server that flooded others out of their names instead could take them over.
   */
  makeRoom(server: string, listed: readonly string[]): void {
    const given = this.#given.get(server);
    if (!given || given.size + listed.length <= MAX_OF_ONE) return;
    const kept = new Set(listed);
    for (const [item, shown] of given) {
      if (kept.has(item)) continue;
      given.delete(item);
      this.#holders.delete(shown);
    }
  }

  /** Names that are given, of all servers. */
  get size(): number {
    return this.#holders.size;
  }

  #ofServer(server: string): Map<string, string> {
    const known = this.#given.get(server);
    if (known) return known;
    const fresh = new Map<string, string>();
    this.#given.set(server, fresh);
    return fresh;
  }
}
