import { ClientError } from '../client-error.ts';
import { readState, textOf, type FileState } from '../files/file-state.ts';
import { entriesOf, type ServerText } from '../formats/entries.ts';
import type { FileFormat } from '../formats/format.ts';
import { jsonFormat } from '../formats/json-format.ts';
import type { ClientServer } from '../imports/client-server.ts';
import type { ClientStrategy, Look } from '../strategies/strategy.ts';
import type { RelayEntry } from '../types.ts';
import type { BookParts } from './parts.ts';

/** A client's file, read. */
export interface ClientFile {
  readonly state: FileState;
  readonly source: ServerText & { readonly format: FileFormat };
  readonly entries: Readonly<Record<string, unknown>>;
}

/** @throws ClientError `broken-file`, `not-written` */
export function readClientFile(parts: BookParts, strategy: ClientStrategy, file: string): ClientFile {
  const state = readState(parts.disk, file);
  const { format, section } = strategy;
  const source = { file, text: textOf(state), section, format };
  return { state, source, entries: entriesOf(source) };
}

/** The relay's own configuration, read. */
export interface RelayFile {
  readonly state: FileState;
  readonly source: ServerText;
  readonly entries: Readonly<Record<string, unknown>>;
}

/** @throws ClientError `broken-file`, `not-written` */
export async function readRelayConfig({ disk, relayConfig }: BookParts): Promise<RelayFile> {
  const isYaml = /\.ya?ml$/iu.test(relayConfig);
  const format = isYaml ? await (await import('../formats/yaml-format.ts')).loadYamlFormat() : jsonFormat('relaxed');
  const state = readState(disk, relayConfig);
  const source = { file: relayConfig, text: textOf(state), section: 'mcpServers', format };
  return { state, source, entries: entriesOf(source) };
}

/** Where a strategy looks for traces of its client. */
export function lookAt({ disk }: BookParts): Look {
  return {
    exists(path) {
      try {
        return disk.stat(path) !== undefined || disk.isNamed(path);
      } catch {
        return false;
      }
    },
    list: (folder) => disk.list(folder),
  };
}

/**
 * The client's files, or the one that is asked for.
 * @throws ClientError `not-installed`
 */
export function filesOf(parts: BookParts, strategy: ClientStrategy, file: string | undefined): readonly string[] {
  const files = strategy.files(parts.places, lookAt(parts));
  if (files.length === 0) {
    throw new ClientError(
      'not-installed',
      `${strategy.title} is not installed here. Install it and start it once, then try again.`,
    );
  }
  if (file === undefined) return files;
  if (files.includes(file)) return [file];
  throw new ClientError('not-installed', `${file} is no file of ${strategy.title}. It has: ${files.join(', ')}.`);
}

/** Programs of the relay that by-hand entries start. */
const OUR_PROGRAM =
  /(?:^|[\\/])(?:src-relay[\\/](?:cli|bridge)[\\/]main\.ts|mcp-relay(?:\.m?js|\.exe|\.cmd)?|bridge[\\/]bridge\.c?js)$/u;

/** Whether a server is this relay, be it by an entry that somebody wrote by hand. */
export function leadsToRelay(server: ClientServer, relay: RelayEntry): boolean {
  if (server.kind === 'local') {
    const words = [server.command, ...server.args.slice(0, 1)];
    return words.some((word) => OUR_PROGRAM.test(word) || relay.command.args[0] === word);
  }
  if (!URL.canParse(server.url) || !URL.canParse(relay.url)) return false;
  const [one, own] = [new URL(server.url), new URL(relay.url)];
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(one.hostname) || one.hostname === own.hostname;
  return isLoopback && one.port === own.port && ['/mcp', '/sse'].includes(one.pathname);
}
