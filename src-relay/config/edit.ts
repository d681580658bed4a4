import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { messageOf } from '../protocol/errors.ts';
import { asJson, isJsonObject, member, type JsonValue } from '../protocol/json.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { readJsonDocument } from './document.ts';

type Yaml = typeof import('yaml');

/** A switch of a server as it stands in the configuration file. */
export type ServerSwitch = 'enabled' | 'hidden_mode';

/** The configuration file cannot be changed; the message says why and what to do. Nothing was written. */
export class ConfigEditError extends Error {
  readonly code = 'config_not_written';
}

/**
 * Sets one switch of one server in the configuration file. Everything else of the file stays byte for byte what it was,
 * comments and layout included; a link to the file stays a link.
 * @throws ConfigEditError
 */
export async function writeServerSwitch(
  file: string,
  server: string,
  key: ServerSwitch,
  value: boolean,
): Promise<void> {
  // Loaded first: from the read to the write nothing may wait, or two changes at once would lose one.
  const yaml = /\.ya?ml$/iu.test(file) ? await import('yaml') : undefined;
  let path: string;
  let text: string;
  let mode: number;
  try {
    path = realpathSync(file);
    text = readFileSync(path, 'utf8');
    mode = statSync(path).mode & 0o777;
  } catch (error) {
    throw new ConfigEditError(`${file} cannot be read (${messageOf(error)}).`, { cause: error });
  }
  // Writing anew beside it and renaming would need the folder's permission alone.
  if ((mode & 0o222) === 0) throw new ConfigEditError(`${file} is read-only. Make it writable, or change it by hand.`);
  const changed = yaml ? setInYaml(yaml, file, text, server, key, value) : setInJson(file, text, server, key, value);
  if (changed === text) return;
  if (!isOnlyThis(yaml, text, changed, server, key, value)) {
    throw new ConfigEditError(
      `${file} is written in a way in which "${key}" of ${server} cannot be set alone. Set it by hand.`,
    );
  }
  try {
    writeFileAtomic(path, changed, mode);
  } catch (error) {
    throw new ConfigEditError(`${file} cannot be written (${messageOf(error)}). Change "${key}" there by hand.`, {
      cause: error,
    });
  }
}

function setInJson(file: string, text: string, server: string, key: ServerSwitch, value: boolean): string {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const body = text.slice(start);
  if (readJsonDocument(body).problems.length > 0) throw broken(file);
  const root = parseTree(body, [], { allowTrailingComma: true });
  const object = root && findNodeAtLocation(root, ['mcpServers', server]);
  if (object?.type !== 'object') throw missing(file, server);
  const splice = (from: number, to: number, insert: string): string =>
    text.slice(0, start + from) + insert + text.slice(start + to);
  const old = findNodeAtLocation(object, [key]);
  if (old) return splice(old.offset, old.offset + old.length, String(value));
  const last = object.children?.at(-1);
  const member = `${JSON.stringify(key)}: ${value}`;
  if (!last) return splice(object.offset + 1, object.offset + 1, ` ${member} `);
  const end = last.offset + last.length;
  return splice(end, end, `,${gapBefore(body, last.offset)}${member}`);
}

/** Whether the changed text says what the old one said, but for this switch: an alias may stand for several servers. */
function isOnlyThis(
  yaml: Yaml | undefined,
  text: string,
  changed: string,
  server: string,
  key: ServerSwitch,
  value: boolean,
): boolean {
  const read = (source: string): JsonValue | undefined => {
    if (!yaml) return readJsonDocument(source.replace(/^\ufeff/u, '')).value;
    const document = yaml.parseDocument(source);
    return document.errors.length > 0 ? undefined : asJson(document.toJS({ maxAliasCount: 100 }));
  };
  const before = read(text);
  const servers = member(before, 'mcpServers');
  const entry = member(servers, server);
  if (!isJsonObject(before) || !isJsonObject(servers) || !isJsonObject(entry)) return false;
  const wanted = { ...before, mcpServers: { ...servers, [server]: { ...entry, [key]: value } } };
  return isDeepStrictEqual(read(changed), wanted);
}

/** What stands between the member at this place and the one before it: a line break with its indentation, or a space. */
function gapBefore(text: string, offset: number): string {
  return /\r?\n[\t ]*$/u.exec(text.slice(0, offset))?.[0] ?? ' ';
}

function setInYaml(
  { isMap, isNode, parseDocument }: Yaml,
  file: string,
  text: string,
  server: string,
  key: ServerSwitch,
  value: boolean,
): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw broken(file);
  const map = document.getIn(['mcpServers', server], true);
  if (!isMap(map)) throw missing(file, server);
  const old = map.get(key, true);
  const [from, to] = old?.range ?? [];
  if (from !== undefined && to !== undefined) return text.slice(0, from) + String(value) + text.slice(to);
  const first = map.items[0]?.key;
  const at = isNode(first) ? first.range?.[0] : undefined;
  if (at === undefined) throw missing(file, server);
  // In front of the first key, whose indentation is the map's: what follows the last one may be comments of others.
  const indent = /[^\n]*$/u.exec(text.slice(0, at))?.[0] ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text.slice(0, at)}${key}: ${value}${map.flow === true ? ', ' : eol + indent.replace(/\S/gu, ' ')}${text.slice(at)}`;
}

function broken(file: string): ConfigEditError {
  return new ConfigEditError(`${file} has errors now. Mend them first: mcp-relay doctor names them.`);
}

function missing(file: string, server: string): ConfigEditError {
  return new ConfigEditError(`${server} is no longer in ${file}. Restart the relay to take up what the file says now.`);
}
