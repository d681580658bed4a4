import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { TextFault } from '../../config/json-members.ts';
import { messageOf } from '../../protocol/errors.ts';
import { asJson, isJsonObject, type JsonObject } from '../../protocol/json.ts';
import { ClientError } from '../client-error.ts';
import { documentOf } from '../formats/entries.ts';
import { readServer } from '../imports/client-server.ts';
import type { ClientStrategy, Transport } from '../strategies/strategy.ts';
import { ENTRY_NAME, type ClientState, type ClientStatus } from '../types.ts';
import { leadsToRelay, readClientFile, type ClientFile } from './client-file.ts';
import type { BookParts } from './parts.ts';
import type { ClientRecord } from './record.ts';

/** How one file of a client stands with the relay. Never throws for what the file holds. */
export function statusOf(
  parts: BookParts,
  strategy: ClientStrategy,
  file: string,
  record: ClientRecord,
  running: ReadonlySet<string>,
): ClientStatus {
  const { id, title } = strategy;
  const connection = record.connections.find((one) => one.file === file && one.id === id);
  const shared = {
    id,
    title,
    file,
    isRunning: isRunning(parts, strategy, running),
    canUndo: record.undo.some((change) => change.id === id),
    ...(connection === undefined ? {} : { connectedAt: connection.connectedAt }),
    keepsItself: connection?.keepsItself === true,
  };
  let read: ClientFile;
  try {
    read = readClientFile(parts, strategy, file);
  } catch (error) {
    const fault: TextFault | undefined = error instanceof ClientError ? error.fault : undefined;
    const [transport] = strategy.transports;
    return {
      ...shared,
      state: 'broken',
      reason: messageOf(error),
      bypassing: [],
      transport,
      ...(fault === undefined ? {} : { broken: fault }),
    };
  }
  const entry = read.entries[ENTRY_NAME];
  const transport = transportOf(entry) ?? connection?.transport ?? strategy.transports[0];
  const bypassing = bypassingOf(parts, strategy, read);
  const { state, reason } = judge(parts, strategy, entry, transport, bypassing, connection?.connectedAt);
  return { ...shared, state, reason, bypassing, transport };
}

/** Whether a client's program is among those that run. */
export function isRunning({ places }: BookParts, { processes }: ClientStrategy, running: ReadonlySet<string>): boolean {
  const { platform } = places;
  const names = platform === 'darwin' || platform === 'win32' ? processes[platform] : processes.linux;
  return (names ?? []).some((name) => running.has(name));
}

function judge(
  parts: BookParts,
  strategy: ClientStrategy,
  entry: unknown,
  transport: Transport,
  bypassing: readonly string[],
  connectedAt: string | undefined,
): { state: ClientState; reason: string } {
  const { title } = strategy;
  if (entry === undefined) {
    const reason =
      connectedAt === undefined
        ? `${title} does not use the relay. Connect it.`
        : `${title} has dropped the relay's entry since it was connected. Repair puts it back.`;
    return { state: 'not-connected', reason };
  }
  if (!isCurrent(parts, strategy, entry, transport)) {
    return { state: 'stale', reason: `${title}'s entry leads to where the relay is not now. Repair mends it.` };
  }
  if (readServer(entry).isOff) {
    return {
      state: 'stale',
      reason: `The relay's entry is switched off in ${title}. Switch it on there, or repair it.`,
    };
  }
  if (bypassing.length > 0) {
    const count = bypassing.length === 1 ? '1 other server does' : `${bypassing.length} other servers do`;
    return {
      state: 'bypassed',
      reason: `${title} is connected, but ${count} not pass the relay. Connect with import moves them.`,
    };
  }
  return { state: 'connected', reason: `All servers of ${title} pass the relay.` };
}

/** Whether an entry says what would be written now; what the client has added to it is the client's. */
export function isCurrent(parts: BookParts, strategy: ClientStrategy, entry: unknown, transport: Transport): boolean {
  const written = asJson(entry);
  if (!isJsonObject(written)) return false;
  const relay = parts.entryOf(strategy.id);
  // Without a token, or with one that was revoked, no entry leads anywhere.
  if (relay.token === '') return false;
  const wanted = strategy.entry(transport, relay);
  return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(written[key], value));
}

/** Keys of our entry that are the client's own, e.g. which tools need no question. */
export function extrasOf(
  strategy: ClientStrategy,
  entry: unknown,
  relay: Parameters<ClientStrategy['entry']>[1],
): JsonObject {
  const written = asJson(entry);
  if (!isJsonObject(written)) return {};
  const ours = new Set(['disabled', 'enabled', 'env', 'cwd']);
  for (const transport of strategy.transports)
    for (const key of Object.keys(strategy.entry(transport, relay))) ours.add(key);
  return Object.fromEntries(Object.entries(written).filter(([key]) => !ours.has(key)));
}

/** How our entry connects. */
export function transportOf(entry: unknown): Transport | undefined {
  const reading = readServer(entry);
  if (!('server' in reading)) return undefined;
  return reading.server.kind === 'local' ? 'stdio' : 'http';
}

/** Other servers of the file that are on and do not lead here. */
function bypassingOf(parts: BookParts, strategy: ClientStrategy, { entries, source }: ClientFile): string[] {
  const relay = parts.entryOf(strategy.id);
  const passes = ([name, entry]: readonly [string, unknown]): boolean => {
    const reading = readServer(entry);
    const isRelay = 'server' in reading && leadsToRelay(reading.server, relay);
    return name === ENTRY_NAME || reading.isOff || isRelay;
  };
  const names = Object.entries(entries)
    .filter((one) => !passes(one))
    .map(([name]) => name);
  return strategy.id === 'claude-code' ? [...names, ...projectServers(documentOf(source), passes)] : names;
}

const projectsSchema = z.object({
  projects: z.record(
    z.string(),
    z.object({ mcpServers: z.record(z.string(), z.unknown()).optional().catch({}) }).catch({}),
  ),
});

/** Claude Code keeps servers of single projects in the same file. */
function projectServers(document: unknown, passes: (entry: readonly [string, unknown]) => boolean): string[] {
  const parsed = projectsSchema.safeParse(document);
  if (!parsed.success) return [];
  return Object.entries(parsed.data.projects).flatMap(([project, { mcpServers = {} }]) =>
    Object.entries(mcpServers)
      .filter((one) => !passes(one))
      .map(([name]) => `${name} (in ${project})`),
  );
}
