import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { controlClient } from './control-client.ts';
import { until } from './deadline.ts';
import type { RelayInfo } from './listening-relay.ts';
import { type ServerEntry, fixture } from './servers.ts';
import type { World } from './create-world.ts';

/** Where the witness server writes its calls. */
const witnessFile = (world: World): string => world.path('witness.txt');

/** A server that writes down every call that reaches it. */
export function witness(world: World): ServerEntry {
  return fixture('witness', witnessFile(world));
}

/** Every byte that has reached it. */
export function witnessed(world: World): string {
  return readFileSync(`${witnessFile(world)}.raw`, 'utf8');
}

/** What of a relay must stay as it is while somebody tries to get in. */
export interface Calm {
  /**
   * Fails unless since the last look nothing has happened but refusals, each of them in the log.
   * @param refusals how often the log must tell of each at least, by what stands in its sentence
   */
  readonly holds: (refusals: Readonly<Record<string, number>>) => Promise<void>;
}

export async function calm(world: World, relay: { readonly info: Pick<RelayInfo, 'baseUrl'> }): Promise<Calm> {
  const control = controlClient(world, relay);

  /** How often each refusal stands in the log: a flood of the same is one entry with its count. */
  async function refusals(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (let before: number | undefined; ;) {
      const { rows, hasMore } = await control.call('notices.list', { limit: 500, ...(before ? { before } : {}) });
      for (const { type, message } of rows) {
        if (type !== 'authentication' && type !== 'relay') continue;
        const groups = /^(?<what>.*?)(?: \((?<more>\d+) more times\))?$/u.exec(message)?.groups;
        const what = groups?.['what'] ?? message;
        counts.set(what, (counts.get(what) ?? 0) + Number(groups?.['more'] ?? 1));
      }
      before = rows.at(-1)?.seq;
      if (!hasMore) return counts;
    }
  }

  /** Everything else. */
  async function state(): Promise<unknown> {
    const { clients, pausedUntil, problems } = await control.call('relay.status', {});
    const { count } = await control.call('calls.count', { filter: {} });
    const { servers } = await control.call('servers.list', {});
    const file = witnessFile(world);
    return {
      clients,
      pausedUntil,
      problems,
      count,
      servers,
      called: existsSync(file) ? readFileSync(file, 'utf8') : '',
      reached: existsSync(`${file}.raw`) ? withoutPings(witnessed(world)) : '',
      files: filesOf(world.folder).filter((one) => !one.startsWith(`${file}.raw `)),
    };
  }

  await until('all servers ready', async () => {
    const { servers } = await control.call('servers.list', {});
    return servers.every(({ status }) => status === 'ready');
  });
  let known = await refusals();
  let before = await state();
  return {
    async holds(wanted) {
      const since = (now: Map<string, number>, sentence: string): number =>
        [...now].reduce(
          (sum, [what, count]) => (what.includes(sentence) ? sum + count - (known.get(what) ?? 0) : sum),
          0,
        );
      let now = known;
      // The rest of a flood is told when its window ends.
      await until('refusals in the log', async () => {
        now = await refusals();
        return Object.entries(wanted).every(([sentence, count]) => since(now, sentence) >= count);
      }).catch(() => {});
      for (const [sentence, count] of Object.entries(wanted)) {
        const found = since(now, sentence);
        assert.ok(found >= count, `"${sentence}" stands ${found} times in the log, and not ${count} times`);
      }
      const after = await state();
      assert.deepEqual(after, before);
      known = now;
      before = after;
    },
  };
}

/** The relay asks a server now and then whether it is still there; nobody has to have asked for that. */
function withoutPings(lines: string): string {
  return lines
    .split('\n')
    .filter((line) => !line.includes('"method":"ping"'))
    .join('\n');
}

/** Names and sizes of all files but the log's own, which tells of the refusals. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('relay.db'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${statSync(path, { throwIfNoEntry: false })?.size ?? 'gone'}`)
    .toSorted();
}
