/** Which Host and Origin headers a listener takes: checked before anything else of a request is looked at. */
export class Guard {
  readonly #hosts: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string>;

  /**
   * @param host the address listened on
   * @param extraHosts names that clients may use besides it (`--allowed-hosts`), with or without a port
   */
  constructor(host: string, port: number, extraHosts: readonly string[]) {
    const own = new Set([host, '127.0.0.1', 'localhost', '[::1]'].map((name) => bracketed(name)));
    const hosts = new Set([...own].map((name) => `${name}:${port}`));
    for (const extra of extraHosts) {
      hosts.add(extra.toLowerCase());
      if (!/:\d+$/u.test(extra)) hosts.add(`${extra.toLowerCase()}:${port}`);
    }
    if (port === 80) for (const name of own) hosts.add(name);
    this.#hosts = hosts;
    // Another port on the same name is another origin, the default one included.
    this.#origins = new Set([...hosts].filter((name) => name.endsWith(`:${port}`)).map((name) => `http://${name}`));
  }

  /** DNS rebinding makes a page's own name point here: only names that are ours are answered. */
  isOwnHost(header: string | undefined): boolean {
    if (header === undefined) return false;
    return this.#hosts.has(header) || this.#hosts.has(header.toLowerCase().replace(/\.(?=:\d+$|$)/u, ''));
  }

  /** Programs send no Origin; a browser's page must be one of the relay's own. */
  isOwnOrigin(header: string | undefined): boolean {
    return header === undefined || this.#origins.has(header.toLowerCase());
  }
}

/** A host as it stands in a URL: IPv6 addresses in brackets. */
export function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host.toLowerCase()}]` : host.toLowerCase();
}
