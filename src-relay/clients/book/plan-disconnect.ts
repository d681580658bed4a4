import { isDeepStrictEqual } from 'node:util';
import { ClientError } from '../client-error.ts';
import { readState } from '../files/file-state.ts';
import { restoreEntry, takeEntry } from '../formats/entries.ts';
import type { ClientStrategy } from '../strategies/strategy.ts';
import { ENTRY_NAME, type PlannedImport, type PlanOptions } from '../types.ts';
import { claudeProgram } from './claude-command.ts';
import { filesOf, readClientFile, readRelayConfig } from './client-file.ts';
import type { Draft, DraftFile } from './draft.ts';
import type { BookParts } from './parts.ts';
import type { ClientRecord, Connection, Imported } from './record.ts';
import { transportOf } from './status.ts';

/**
 * Works out how a client gets back what it had: our entry is taken out of its files and, unless that is refused, the servers
 * that were moved behind the relay come back. A file that nobody has changed since becomes, byte for byte, what it was.
 * @throws ClientError
 */
export async function draftDisconnect(
  parts: BookParts,
  strategy: ClientStrategy,
  record: ClientRecord,
  options: PlanOptions,
): Promise<Draft> {
  const own = record.connections.filter(({ id }) => id === strategy.id);
  const known = own.map(({ file }) => file);
  const files = options.file === undefined ? [...new Set([...known, ...detected(parts, strategy)])] : [options.file];
  const restores = options.restoreServers !== false;
  const drafts: DraftFile[] = [];
  const shown: PlannedImport[] = [];
  const warnings: string[] = [];
  const gone: Connection[] = [];
  for (const file of files) {
    const connection = own.find((one) => one.file === file);
    const draft = draftFile(parts, strategy, file, connection, restores);
    if (connection) gone.push(connection);
    if (draft) drafts.push(draft);
    if (connection && restores) shown.push(...connection.imports.map((one) => comesBack(one)));
  }
  if (drafts.length === 0 && gone.length === 0) {
    throw new ClientError('not-connected', `${strategy.title} is not connected: there is nothing to take out.`);
  }
  const left = record.connections.filter((one) => !gone.includes(one));
  let others: readonly Connection[] = left.filter(({ id }) => id !== strategy.id);
  if (restores) {
    const relay = await withoutImports(
      parts,
      gone.flatMap(({ imports }) => imports),
      left,
      warnings,
    );
    if (relay.draft) drafts.push(relay.draft);
    others = relay.left.filter(({ id }) => id !== strategy.id);
    const secrets = gone.flatMap(({ imports }) => imports.flatMap((one) => one.secrets));
    if (secrets.length > 0) {
      warnings.push(`The secret store keeps ${secrets.join(', ')}. To remove one: mcp-relay secret remove NAME`);
    }
  }
  return {
    strategy,
    action: 'disconnect',
    files: drafts,
    next: left.filter(({ id }) => id === strategy.id).map((connection) => ({ connection, base: 'kept' })),
    imports: shown,
    replaced: [ENTRY_NAME],
    warnings,
    secretsToSet: new Map(),
    secretsToRemove: [],
    needsToken: false,
    others,
  };
}

function detected(parts: BookParts, strategy: ClientStrategy): readonly string[] {
  try {
    return filesOf(parts, strategy, undefined);
  } catch (error) {
    if (error instanceof ClientError) return [];
    throw error;
  }
}

function draftFile(
  parts: BookParts,
  strategy: ClientStrategy,
  file: string,
  connection: Connection | undefined,
  restores: boolean,
): DraftFile | undefined {
  const what = `${strategy.title} loses the relay's entry${restores && connection?.imports.length ? ' and gets its servers back' : ''}.`;
  const state = readState(parts.disk, file);
  const { base } = connection ?? {};
  if (connection && base?.hash === state.hash && (restores || connection.imports.length === 0)) {
    const after = base.backup === null ? undefined : parts.disk.read(base.backup);
    return { role: 'client', file, read: state, after, what };
  }
  const read = readClientFile(parts, strategy, file);
  const present = read.entries[ENTRY_NAME];
  const missing = restores ? (connection?.imports ?? []).filter(({ name }) => !Object.hasOwn(read.entries, name)) : [];
  if (present === undefined && missing.length === 0) return undefined;
  let text = takeEntry(read.source, ENTRY_NAME, connection?.inserted ?? undefined);
  // Each goes to the front: the last one first, so that they stand in their order.
  for (const { name, source } of missing.toReversed()) text = restoreEntry({ ...read.source, text }, name, source);
  const program =
    strategy.id === 'claude-code' && missing.length === 0 && transportOf(present) === 'stdio'
      ? claudeProgram(parts.places, [ENTRY_NAME], undefined)
      : undefined;
  return { role: 'client', file, read: read.state, after: text, what, ...(program === undefined ? {} : { program }) };
}

function comesBack({ name, as }: Imported): PlannedImport {
  return { name, as, what: '', secrets: [] };
}

/** The relay's configuration without what was moved there, but for what another client has moved there too. */
async function withoutImports(
  parts: BookParts,
  imports: readonly Imported[],
  left: readonly Connection[],
  warnings: string[],
): Promise<{ draft: DraftFile | undefined; left: readonly Connection[] }> {
  const added = imports.filter(({ entry }) => entry !== null);
  if (added.length === 0) return { draft: undefined, left };
  const relay = await readRelayConfig(parts);
  let { text } = relay.source;
  let connections = left;
  for (const one of added.toReversed()) {
    const heir = connections.find(({ imports: theirs }) => theirs.some(({ as }) => as === one.as));
    if (heir) connections = connections.map((each) => (each === heir ? inherits(each, one) : each));
    else if (isDeepStrictEqual(relay.entries[one.as], one.entry)) {
      text = takeEntry({ ...relay.source, text }, one.as, one.inserted ?? undefined);
    } else if (Object.hasOwn(relay.entries, one.as)) {
      warnings.push(`${one.as} was changed in the relay's configuration and stays there.`);
    }
  }
  if (text === relay.source.text) return { draft: undefined, left: connections };
  const draft: DraftFile = {
    role: 'relay',
    file: parts.relayConfig,
    read: relay.state,
    // Empty again: it was made for what was moved there.
    after: text === '' ? undefined : text,
    what: "The relay's configuration loses the servers that go back.",
  };
  return { draft, left: connections };
}

function inherits(connection: Connection, { as, entry, inserted, secrets }: Imported): Connection {
  let isFirst = true;
  const imports = connection.imports.map((one) => {
    if (one.as !== as || !isFirst) return one;
    isFirst = false;
    return { ...one, entry, inserted, secrets };
  });
  return { ...connection, imports };
}
