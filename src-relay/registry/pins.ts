import type { ToolEntry } from './entry.ts';
import type { Pin } from './store.ts';

/** Different tools that one server may ever show. */
const MAX_A_SERVER = 5000;

/** The approved definitions, looked up by tool and counted by server. */
export class Pins {
  readonly #byTool: ReadonlyMap<string, Pin>;
  readonly #counts = new Map<string, number>();

  constructor(pins: readonly Pin[]) {
    this.#byTool = new Map(pins.map((pin) => [`${pin.server}\0${pin.tool}`, pin]));
    for (const pin of pins) this.count(pin.server);
  }

  of(entry: Pick<ToolEntry, 'server' | 'name'>): Pin | undefined {
    return this.#byTool.get(`${entry.server}\0${entry.name}`);
  }

  /** Counts one more tool of a server. */
  count(server: string): void {
    this.#counts.set(server, (this.#counts.get(server) ?? 0) + 1);
  }

  isFull(server: string): boolean {
    return (this.#counts.get(server) ?? 0) >= MAX_A_SERVER;
  }
}
