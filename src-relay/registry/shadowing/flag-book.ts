import { toolFlags, type Flag, type NamedTool } from './flags.ts';
import type { Fold } from './skeleton.ts';

/** A tool with its identity: one that is the same has the same flags, among the same others. */
interface KnownTool extends NamedTool {
  readonly hash: string;
}

/** The flags of all tools, found anew only where a name or a definition is another one than before. */
export class FlagBook {
  readonly #servers: readonly string[];
  readonly #fold: Fold;
  #key = '';
  #flags: ReadonlyMap<string, readonly Flag[]> = new Map();

  /** @param servers in the order of the configuration */
  constructor(servers: readonly string[], fold: Fold) {
    this.#servers = servers;
    this.#fold = fold;
  }

  /** Looks at all tools. Throws nothing: what it costs is bounded. */
  look(tools: readonly KnownTool[]): void {
    const key = tools.map(({ server, name, hash }) => `${server}\0${name}\0${hash}`).join('\n');
    if (key === this.#key) return;
    this.#key = key;
    const found = toolFlags(tools, this.#servers, this.#fold);
    this.#flags = new Map([...found].map(([{ server, name }, flags]) => [`${server}\0${name}`, flags]));
  }

  of(server: string, tool: string): readonly Flag[] {
    return this.#flags.get(`${server}\0${tool}`) ?? [];
  }
}
