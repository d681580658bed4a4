import { join, resolve } from 'node:path';
import { ClientError } from '../../clients/client-error.ts';
import { ALL_STRATEGIES } from '../../clients/strategies/registry.ts';
import {
  CLIENT_IDS,
  type ClientAction,
  type ClientBook,
  type ClientId,
  type ClientPlan,
  type ClientStatus,
  type PlanOptions,
} from '../../clients/types.ts';
import { DEFAULTS } from '../../config/schema.ts';
import { readRelayFile } from '../../gateway/instance/relay-file.ts';
import { openClientBook } from '../../host/client-book.ts';
import { knownPort } from '../../host/own-port.ts';
import { configFileOf, readConfig, workplace, workplaceIn, type Workplace } from '../../host/workplace.ts';
import { EXIT, UsageError } from '../exit.ts';
import { print, printTable } from '../print.ts';
import { takeUpConfiguration } from '../take-up.ts';

/** Flags that all `clients` commands have. */
export interface ClientFlags {
  readonly client?: string;
  readonly file?: string;
  readonly home?: string;
  readonly configFile?: string;
  readonly json?: true;
}

export interface ChangeFlags extends ClientFlags {
  readonly dryRun?: true;
  readonly all?: true;
  readonly import?: boolean;
  readonly secrets?: boolean;
  readonly keep?: boolean;
  readonly transport?: string;
  readonly servers?: boolean;
}

/** `clients list`: the clients that are installed, and how they stand with the relay. */
export async function listClientsCommand(flags: ClientFlags): Promise<number> {
  const { book } = await bookFor(flags);
  const wanted = flags.client === undefined ? undefined : idOf(flags.client);
  const clients = (await book.list()).filter(({ id }) => wanted === undefined || id === wanted);
  if (flags.json) {
    print(JSON.stringify(clients, null, 2));
    return EXIT.done;
  }
  if (clients.length === 0) {
    print(`No AI client was found. Looked for: ${ALL_STRATEGIES.map(({ title }) => title).join(', ')}.`);
    return EXIT.done;
  }
  printTable(
    ['client', 'state', 'by', 'file', 'what now'],
    clients.map((one) => [
      one.id,
      one.state,
      one.state === 'broken' ? '' : one.transport,
      plain(one.file),
      plain(one.reason),
    ]),
  );
  for (const { title, isRunning, bypassing } of clients) {
    if (bypassing.length > 0) print(`\n${title}: not behind the relay: ${plain(bypassing.join(', '))}`);
    if (isRunning) print(`\n${title} runs now.`);
  }
  return EXIT.done;
}

/** `clients connect|disconnect|repair|undo`: shows what changes and writes it, or with --dry-run shows it only. */
export async function changeClientsCommand(action: ClientAction, flags: ChangeFlags): Promise<number> {
  const { book, place } = await bookFor(flags);
  const ids = await chosen(book, action, flags);
  const options = optionsOf(flags);
  const results: ChangeResult[] = [];
  let isFailed = false;
  for (const id of ids) {
    try {
      const plan = await book.plan(id, action, options);
      if (!flags.json) printPlan(plan);
      if (flags.dryRun) {
        results.push({ plan });
        continue;
      }
      const status = await book.apply(plan.planId);
      results.push({ plan, status });
      if (!flags.json) printDone(plan, status);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      // With one client that is named it is the answer; of several the others go on.
      const isHarmless = flags.client === undefined && HARMLESS.has(error.code);
      isFailed ||= !isHarmless;
      results.push({ id, error: { code: error.code, message: error.message } });
      if (!flags.json && !isHarmless) process.stderr.write(`${error.message}\n`);
    }
  }
  if (flags.json) print(JSON.stringify(results, null, 2));
  else if (results.every((result) => 'error' in result) && !isFailed)
    process.stderr.write('There is nothing to change.\n');
  const isTakenUp = await takeUpConfiguration(place, writtenFiles(results));
  return isFailed || !isTakenUp ? EXIT.failed : EXIT.done;
}

type ChangeResult =
  | { readonly plan: ClientPlan; readonly status?: ClientStatus }
  | { readonly id: ClientId; readonly error: { readonly code: string; readonly message: string } };

/** What says only that a client is as it is to be. */
const HARMLESS = new Set(['nothing-to-do', 'not-connected', 'nothing-to-undo']);

async function bookFor(flags: ClientFlags): Promise<{ book: ClientBook; place: Workplace }> {
  const home = flags.home === undefined ? undefined : resolve(flags.home);
  const place = home === undefined ? workplace() : workplaceOf(home);
  const running = readRelayFile(place.folder.relayFile);
  const named = configFileOf(place, { configFile: flags.configFile, standalone: false });
  const configFile = named.named ? named.file : (running?.configFile ?? named.file);
  const port = await portOf(place, flags.configFile);
  const places = home === undefined ? undefined : { home, platform: process.platform, env: { PATH: process.env.PATH } };
  return { book: openClientBook(place, { configFile, places, url: `http://127.0.0.1:${port}/mcp` }), place };
}

/** One whose files are all under a folder, but for those that the environment names. */
function workplaceOf(home: string): Workplace {
  const own = join(home, '.mcp-security-relay');
  return workplaceIn({
    ...process.env,
    MCP_RELAY_DATA_DIR: process.env.MCP_RELAY_DATA_DIR ?? join(own, 'data'),
    MCP_RELAY_CONFIG_FILE: process.env.MCP_RELAY_CONFIG_FILE ?? join(own, 'config.json'),
  });
}

/** Where the relay listens when it is started. A configuration that cannot be read is told by the relay itself. */
async function portOf(place: Workplace, configFile: string | undefined): Promise<number> {
  try {
    const { settings } = await readConfig(place, {}, { configFile, standalone: false });
    return settings.port || ownPort(place);
  } catch {
    return ownPort(place);
  }
}

function ownPort({ folder }: Workplace): number {
  return knownPort(folder) ?? DEFAULTS.port;
}

function idOf(name: string): ClientId {
  const id = CLIENT_IDS.find((one) => one === name);
  if (id === undefined) throw new UsageError(`There is no client ${name}. Known are: ${CLIENT_IDS.join(', ')}.`);
  return id;
}

async function chosen(book: ClientBook, action: ClientAction, flags: ChangeFlags): Promise<readonly ClientId[]> {
  if (flags.client !== undefined && flags.all)
    throw new UsageError('--all stands for itself: give it without --client.');
  if (flags.client !== undefined) return [idOf(flags.client)];
  if (!flags.all)
    throw new UsageError(`Name the client with --client, or give --all. mcp-relay clients list shows them.`);
  const ids = (await book.list()).filter(({ connectedAt }) => action !== 'repair' || connectedAt !== undefined);
  return [...new Set(ids.map(({ id }) => id))];
}

function optionsOf({ file, import: moves, secrets, keep, transport, servers }: ChangeFlags): PlanOptions {
  if (transport !== undefined && transport !== 'stdio' && transport !== 'http') {
    throw new UsageError('--transport is stdio or http.');
  }
  return {
    ...(file === undefined ? {} : { file: resolve(file) }),
    ...(moves === true ? { import: true, secretsToStore: secrets !== false } : {}),
    ...(keep === undefined ? {} : { keepItself: keep }),
    ...(transport === undefined ? {} : { transport }),
    ...(servers === undefined ? {} : { restoreServers: servers }),
  };
}

function printPlan({ title, action, files, imports, changedSince = [], warnings }: ClientPlan): void {
  print(`${title}: ${action}`);
  for (const { path, diff } of changedSince) {
    print(`\n${plain(path)}\n  It was changed since it was written; this stays as it is:`);
    for (const line of diff.split('\n')) print(`  ${plain(line)}`);
  }
  for (const { path, what, diff } of files) {
    print(`\n${plain(path)}\n  ${what}`);
    for (const line of diff.split('\n')) print(`  ${plain(line)}`);
  }
  if (imports.length > 0) print('');
  for (const one of imports) {
    const where =
      one.duplicateOf === undefined
        ? `moves: ${one.name} -> ${one.as}`
        : `moves: ${one.name}, which the relay runs already as ${one.duplicateOf}`;
    print(`  ${plain(one.skipped === undefined ? where : `stays: ${one.name}. ${one.skipped}`)}`);
    for (const { place, name } of one.secrets) print(`    secret: ${plain(place)} -> \${secret:${name}}`);
  }
  for (const warning of warnings)
    print(
      `\n  Note: ${warning
        .split('\n')
        .map((line) => plain(line))
        .join('\n  ')}`,
    );
}

const DONE: Readonly<Record<ClientAction, string>> = {
  connect: 'is connected',
  disconnect: 'has what it had',
  repair: 'is repaired',
  undo: 'is as it was',
};

function printDone({ id, title, action }: ClientPlan, status: ClientStatus): void {
  const { afterwards } = ALL_STRATEGIES.find((one) => one.id === id) ?? { afterwards: '' };
  print(`\n${title} ${DONE[action]}. ${afterwards}`);
  if (status.bypassing.length > 0)
    print(`Not behind the relay: ${plain(status.bypassing.join(', '))}. To move them: --import`);
}

function writtenFiles(results: readonly ChangeResult[]): readonly string[] {
  return results.flatMap((one) => ('plan' in one && one.status ? one.plan.files.map(({ path }) => path) : []));
}

/** Words of files on a terminal: nothing in them that drives it. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, (char) =>
    char === '\t' ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
