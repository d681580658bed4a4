/** `node e2e/compat/run.ts`: real clients with real servers, directly and through the relay. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { createWorld } from '../harness/create-world.ts';
import { fromRepository } from '../harness/repository.ts';
import { sampleFolderOf } from './clients/answers.ts';
import { gatewayClients } from './clients/gateways.ts';
import { inspectorClients } from './clients/inspector.ts';
import { mcporter } from './clients/mcporter.ts';
import { sdkV1 } from './clients/sdk-v1.ts';
import { sdkV2Clients } from './clients/sdk-v2.ts';
import { installPrograms } from './install.ts';
import { Matrix, type Row } from './matrix.ts';
import { type Way, startRelay } from './relay-targets.ts';
import { broken, count, markdown } from './report.ts';
import { type Endpoints, startListeners } from './server.ts';
import { SAMPLE_FILE, SAMPLE_TEXT, SERVERS } from './servers.ts';
import type { CompatClient } from './session.ts';

const USAGE = `node e2e/compat/run.ts [--clients PATTERN] [--servers PATTERN] [--direct] [--out FILE]
  --clients, --servers  only those whose name matches (a regular expression); nothing is written then
  --direct              only the runs without the relay
  --out FILE            where the table goes; docs/compatibility.md otherwise`;

const CLIENTS: readonly CompatClient[] = [sdkV1, ...sdkV2Clients, ...inspectorClients, mcporter, ...gatewayClients];
/** These stay connected, so that the start of a relay of their own is worth it. */
const ALONE: ReadonlySet<string> = new Set(['SDK v1', 'SDK v2, auto']);

const begin = Date.now();

function say(line: string): void {
  process.stderr.write(`[${((Date.now() - begin) / 1000).toFixed(0).padStart(4)} s] ${line}\n`);
}

function waysOf(client: CompatClient): readonly Way[] {
  return ALONE.has(client.name) ? [...client.fronts, 'stdio alone'] : client.fronts;
}

function summary(row: Row): string {
  const lost = broken([row]);
  const counts = `${count([row], 'works')} work, ${count([row], 'relay only')} through the relay only, ${count([row], 'neither')} fail directly too`;
  return [`${row.client.name} over ${row.way}: ${counts}, ${lost.length} lost`, ...lost].join('\n         ');
}

const { values } = parseArgs({
  options: {
    clients: { type: 'string' },
    servers: { type: 'string' },
    direct: { type: 'boolean', default: false },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(`${USAGE}\n`);
} else {
  installPrograms(say);
  const { world, end } = createWorld();
  process.on('SIGINT', () => void end().finally(() => process.exit(130)));
  try {
    mkdirSync(sampleFolderOf(world));
    world.write(`sample/${SAMPLE_FILE}`, SAMPLE_TEXT);
    process.exitCode = await main(world);
  } finally {
    await end();
  }
}

async function main(world: ReturnType<typeof createWorld>['world']): Promise<number> {
  const chosen = <T extends { readonly name: string }>(all: readonly T[], pattern: string | undefined): readonly T[] =>
    all.filter(({ name }) => new RegExp(pattern ?? '', 'i').test(name));
  const clients = chosen(CLIENTS, values.clients);
  const servers = chosen(SERVERS, values.servers);
  const endpoints = new Map<string, Endpoints>();
  for (const server of servers) endpoints.set(server.name, await startListeners(world, server));
  const matrix = new Matrix(world, servers, endpoints);
  if (values.direct) {
    for (const client of clients) {
      for (const way of client.fronts) {
        const direct = await matrix.direct(client, way);
        for (const [server, outcomes] of direct) {
          const words = [...outcomes].map(([name, one]) =>
            one.works ? name : `${name} FAILS (${one.why.slice(0, 200)})`,
          );
          say(`${client.name} over ${way}, ${server}: ${words.join(', ')}`);
        }
      }
    }
    return 0;
  }
  say('starting the relay');
  const relay = await startRelay(world, servers, endpoints);
  const rows: Row[] = [];
  for (const client of clients) {
    for (const way of waysOf(client)) {
      const direct = await matrix.direct(client, way);
      const row = matrix.row(client, way, direct, await matrix.relayed(client, way, relay));
      rows.push(row);
      say(summary(row));
    }
  }
  const page = markdown(rows, servers, new Date().toISOString().slice(0, 10));
  process.stdout.write(page);
  const isWhole = clients.length === CLIENTS.length && servers.length === SERVERS.length;
  if (isWhole || values.out !== undefined) writeFileSync(values.out ?? fromRepository('docs/compatibility.md'), page);
  return broken(rows).length === 0 ? 0 : 1;
}
