/** Addresses that one server may have named; its own oldest make room, never another server's. */
const MAX_OF_ONE = 2000;
/** Longest address that is remembered, in characters. */
const MAX_LENGTH = 2048;

/** Addresses that servers have named in results, so that a client may read them though no list has them. */
export class NamedAddresses {
  readonly #owners = new Map<string, string>();
  /** In the order in which they were named. */
  readonly #byServer = new Map<string, Set<string>>();

  /** Remembers that a server has named an address. The first one to name it keeps it. */
  note(server: string, uri: string): void {
    if (this.#owners.has(uri) || uri.length > MAX_LENGTH) return;
    const own = this.#byServer.get(server) ?? new Set<string>();
    this.#byServer.set(server, own.add(uri));
    this.#owners.set(uri, server);
    const [oldest] = own;
    if (own.size <= MAX_OF_ONE || oldest === undefined) return;
    own.delete(oldest);
    this.#owners.delete(oldest);
  }

  ownerOf(uri: string): string | undefined {
    return this.#owners.get(uri);
  }
}
