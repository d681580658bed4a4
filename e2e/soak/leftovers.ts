import { readFileSync, readdirSync } from 'node:fs';

import { descendants, survivors } from '../harness/processes.ts';

const MARK = 'MCP_RELAY_CHILD_OF=';

/** Remembers every process that was seen below some others, to say at the end which of them still runs. */
export class Leftovers {
  readonly #seen = new Map<string, ReturnType<typeof descendants>[number]>();

  look(roots: readonly number[]): void {
    for (const root of roots) {
      for (const found of descendants(root)) this.#seen.set(`${found.pid} ${found.startedAt}`, found);
    }
  }

  get count(): number {
    return this.#seen.size;
  }

  /** What still runs: of what was seen, and of all that bears a mark of one of these instances of the relay. */
  remaining(instances: readonly string[]): readonly string[] {
    const known = survivors([...this.#seen.values()]).map((pid) => `${pid} (seen below the relay or a bridge)`);
    const marked = markedBy(instances).map((pid) => `${pid} (marked)`);
    return [...known, ...marked];
  }
}

function markedBy(instances: readonly string[]): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        return variables.some((one) => instances.some((instance) => one.startsWith(MARK + instance)));
      } catch {
        return false;
      }
    });
}
