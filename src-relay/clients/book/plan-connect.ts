import { ClientError } from '../client-error.ts';
import { addEntry, takeEntry, type ServerText } from '../formats/entries.ts';
import { planImports, type ImportPlan, type MovedServer } from '../imports/plan-imports.ts';
import { loadSecretFinder } from '../imports/secret-finder.ts';
import { namedSecrets } from '../../config/secrets.ts';
import type { ClientStrategy, Transport } from '../strategies/strategy.ts';
import { ENTRY_NAME, type PlannedImport, type PlanOptions } from '../types.ts';
import { claudeProgram } from './claude-command.ts';
import {
  filesOf,
  leadsToRelay,
  readClientFile,
  readRelayConfig,
  type ClientFile,
  type RelayFile,
} from './client-file.ts';
import { TOKEN_TO_COME, type BaseSource, type Draft, type DraftFile, type NextConnection } from './draft.ts';
import type { BookParts } from './parts.ts';
import type { ClientRecord, Connection, Imported } from './record.ts';
import { extrasOf, isCurrent, transportOf } from './status.ts';

/** What connecting gathers over the files of a client. */
interface Gathered {
  readonly files: DraftFile[];
  readonly next: NextConnection[];
  readonly shown: PlannedImport[];
  readonly replaced: string[];
  readonly secrets: Map<string, string>;
  /** The relay's configuration as far as it has been changed. */
  relay: { readonly file: RelayFile; text: string } | undefined;
}

/**
 * Works out how a client is connected, or its entry put back: our entry in each of its files and, if asked, its other
 * servers moved into the relay's configuration.
 * @throws ClientError
 */
export async function draftConnect(
  parts: BookParts,
  strategy: ClientStrategy,
  record: ClientRecord,
  action: 'connect' | 'repair',
  options: PlanOptions,
): Promise<Draft> {
  const files = filesOf(parts, strategy, options.file);
  const own = record.connections.filter((one) => one.id === strategy.id);
  const isUsed = (file: string): boolean => action === 'connect' || own.some((one) => one.file === file);
  const chosen = files.some((file) => isUsed(file)) ? files.filter((file) => isUsed(file)) : files;
  const gathered: Gathered = { files: [], next: [], shown: [], replaced: [], secrets: new Map(), relay: undefined };
  const find =
    options.import === true && action === 'connect' ? await importer(parts, strategy, options, gathered) : undefined;
  let changesSettings = false;
  for (const file of chosen) {
    const connection = own.find((one) => one.file === file);
    const keepsItself = options.keepItself ?? connection?.keepsItself ?? false;
    changesSettings ||= keepsItself !== (connection?.keepsItself ?? false);
    draftFile(parts, strategy, { file, connection, keepsItself, action, options }, find, gathered);
  }
  if (gathered.files.length === 0 && !changesSettings) {
    throw new ClientError('nothing-to-do', `${strategy.title} is connected already: there is nothing to change.`);
  }
  const { relay } = gathered;
  if (relay && relay.text !== relay.file.source.text) {
    gathered.files.unshift({
      role: 'relay',
      file: parts.relayConfig,
      read: relay.file.state,
      after: relay.text,
      what: "The relay's configuration gets the servers that move behind it.",
    });
  }
  const kept = own
    .filter((one) => !chosen.includes(one.file))
    .map((connection) => ({ connection, base: 'kept' as const }));
  return {
    strategy,
    action,
    files: gathered.files,
    next: [...kept, ...gathered.next],
    imports: gathered.shown,
    replaced: gathered.replaced,
    warnings: [],
    secretsToSet: gathered.secrets,
    secretsToRemove: [],
    needsToken: true,
  };
}

interface FileRequest {
  readonly file: string;
  readonly connection: Connection | undefined;
  readonly keepsItself: boolean;
  readonly action: 'connect' | 'repair';
  readonly options: PlanOptions;
}

type Importer = (file: ClientFile) => ImportPlan;

function draftFile(
  parts: BookParts,
  strategy: ClientStrategy,
  { file, connection, keepsItself, action, options }: FileRequest,
  find: Importer | undefined,
  gathered: Gathered,
): void {
  const read = readClientFile(parts, strategy, file);
  const present = read.entries[ENTRY_NAME];
  const transport = chosenTransport(strategy, options.transport, transportOf(present) ?? connection?.transport);
  const needsEntry = !isCurrent(parts, strategy, present, transport);
  const plan = find?.(read) ?? { shown: [], moved: [], secrets: new Map<string, string>() };
  let source: ServerText = read.source;
  const cut = (name: string, inserted?: string): void => {
    source = { ...source, text: takeEntry(source, name, inserted) };
  };
  for (const { name } of plan.moved) cut(name);
  const relay = parts.entryOf(strategy.id);
  const entry = strategy.entry(transport, relay.token === '' ? { ...relay, token: TOKEN_TO_COME } : relay);
  const whole = { ...extrasOf(strategy, present, relay), ...entry };
  let inserted = connection?.inserted ?? null;
  if (needsEntry) {
    if (present !== undefined) {
      cut(ENTRY_NAME, inserted ?? undefined);
      gathered.replaced.push(ENTRY_NAME);
    }
    const added = addEntry(source, ENTRY_NAME, whole);
    source = { ...source, text: added.text };
    ({ inserted } = added);
  }
  const imports = [...(connection?.imports ?? []), ...importsOf(plan.moved, gathered)];
  for (const [name, value] of plan.secrets) gathered.secrets.set(name, value);
  gathered.shown.push(...plan.shown);
  gathered.replaced.push(...plan.moved.map(({ name }) => name));
  const isChanged = source.text !== read.source.text;
  const base: BaseSource = !isChanged ? 'kept' : baseFor(read, connection, present);
  const connectedAt = connection && action === 'repair' ? connection.connectedAt : parts.now().toISOString();
  gathered.next.push({
    connection: {
      id: strategy.id,
      file,
      connectedAt: connection && !isChanged ? connection.connectedAt : connectedAt,
      transport,
      keepsItself,
      inserted,
      base: connection?.base ?? null,
      imports,
    },
    base,
  });
  if (!isChanged) return;
  // The command's arguments are seen by other users of the machine: no token may stand in them.
  const program =
    strategy.id === 'claude-code' && transport === 'stdio'
      ? claudeProgram(
          parts.places,
          [...plan.moved.map(({ name }) => name), ...(needsEntry && present !== undefined ? [ENTRY_NAME] : [])],
          needsEntry ? whole : undefined,
        )
      : undefined;
  gathered.files.push({
    role: 'client',
    file,
    read: read.state,
    after: source.text,
    what: whatOf(strategy, program?.file),
    ...(program === undefined ? {} : { program }),
  });
}

function chosenTransport(
  strategy: ClientStrategy,
  asked: Transport | undefined,
  present: Transport | undefined,
): Transport {
  if (asked !== undefined && !strategy.transports.includes(asked)) {
    throw new ClientError('not-editable', `${strategy.title} cannot be connected by ${asked}. Leave that choice out.`);
  }
  return asked ?? (present && strategy.transports.includes(present) ? present : strategy.transports[0]);
}

/** Whether the backup of this change is what disconnecting gives back. */
function baseFor({ state }: ClientFile, connection: Connection | undefined, present: unknown): BaseSource {
  if (connection?.base?.hash === state.hash) return 'kept';
  if (present !== undefined || (connection?.imports.length ?? 0) > 0) return 'none';
  return 'this-backup';
}

/** What is noted of the servers that move, the relay's configuration changed on the way. */
function importsOf(moved: readonly MovedServer[], gathered: Gathered): Imported[] {
  return moved.map(({ name, as, source, entry, secrets }) => {
    const { relay } = gathered;
    if (!entry || !relay) return { name, as, source, entry: null, inserted: null, secrets: [...secrets] };
    const added = addEntry({ ...relay.file.source, text: relay.text }, as, entry);
    relay.text = added.text;
    return { name, as, source, entry: { ...entry }, inserted: added.inserted, secrets: [...secrets] };
  });
}

/** Reads what all files of a client need for moving servers. */
async function importer(
  parts: BookParts,
  strategy: ClientStrategy,
  options: PlanOptions,
  gathered: Gathered,
): Promise<Importer> {
  const [file, findSecrets, stored] = await Promise.all([
    readRelayConfig(parts),
    loadSecretFinder(),
    namedSecrets(parts.secrets),
  ]);
  const relay = { file, text: file.source.text };
  gathered.relay = relay;
  const known = new Map(stored);
  const { format, section } = file.source;
  return ({ entries, source }) => {
    const { [ENTRY_NAME]: _own, ...others } = entries;
    const now = format.read(relay.text);
    const document = 'value' in now ? now.value : {};
    const relayEntries = document[section];
    const plan = planImports({
      entries: others,
      sourceOf: (name) => source.format.sourceOf(source.text, source.section, name),
      leadsHere: (server) => leadsToRelay(server, parts.entryOf(strategy.id)),
      relayEntries: typeof relayEntries === 'object' && relayEntries !== null ? { ...relayEntries } : {},
      maxServers: parts.maxServers,
      references: { style: strategy.references, home: parts.places.home, env: parts.relayEnv },
      findSecrets,
      secretsToStore: options.secretsToStore === true,
      storedSecrets: known,
    });
    for (const [name, value] of plan.secrets) known.set(name, value);
    return plan;
  };
}

function whatOf(strategy: ClientStrategy, program: string | undefined): string {
  const what = `${strategy.title} gets the relay's entry.`;
  if (strategy.id !== 'claude-code') return what;
  return program === undefined
    ? `${what} The file is edited: its command "claude" is not used.`
    : `${what} Its own command writes it (${program} mcp add-json), and may lay the file out in its own way; where that fails, the file is edited as shown.`;
}
