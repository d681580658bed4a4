import { isJsonObject, member, type JsonObject } from '../../protocol/json.ts';
import { quoted } from '../changes/change.ts';
import { mentionsIn } from './mentions.ts';
import { isOneOff, neighboursOf, skeletonOf, type Fold } from './skeleton.ts';

/** Something about a tool or a server that a person should see; it stops nothing (design, decision 9). */
export interface Flag {
  readonly kind: 'same-name' | 'look-alike' | 'shadowing';
  /** One sentence. It may hold words of the server. */
  readonly text: string;
  /** What it is taken for or speaks of. */
  readonly other: { readonly server: string; readonly tool: string | undefined };
}

/** A tool as far as its name and words go. */
export interface NamedTool {
  readonly server: string;
  readonly name: string;
  readonly value: JsonObject;
}

/** Tools that are compared: a registry may hold more, of servers that flood it. */
const MAX_TOOLS = 2000;
/** Tools of one skeleton that a newcomer is held against. */
const MAX_ALIKE = 4;
/** Flags of one tool. */
const MAX_FLAGS = 4;
/** Words that are names of tools and words of every text. */
const SHORT = 4;

/**
 * What stands out among the tools of several servers, by tool: a name that another server's tool has or that looks like
 * it, and texts that give orders about another server's tool or about another server.
 * @param tools in the order of the configuration: of two that look alike the later one is the newcomer
 */
export function toolFlags<T extends NamedTool>(
  tools: readonly T[],
  servers: readonly string[],
  fold: Fold,
): ReadonlyMap<T, readonly Flag[]> {
  const flags = new Map<T, Flag[]>();
  const add = (tool: T, flag: Flag): void => {
    const own = flags.get(tool) ?? [];
    const isNew = !own.some(({ kind, other }) => kind === flag.kind && sameOther(other, flag.other));
    if (isNew && own.length < MAX_FLAGS) flags.set(tool, [...own, flag]);
  };
  const shown = tools.slice(0, MAX_TOOLS);
  flagNames(shown, fold, add);
  flagTexts(shown, servers, add);
  return flags;
}

function sameOther(a: Flag['other'], b: Flag['other']): boolean {
  return a.server === b.server && a.tool === b.tool;
}

function flagNames<T extends NamedTool>(tools: readonly T[], fold: Fold, add: (tool: T, flag: Flag) => void): void {
  const bySkeleton = new Map<string, T[]>();
  const byNeighbour = new Map<string, { readonly tool: T; readonly skeleton: string }[]>();
  for (const tool of tools) {
    const skeleton = skeletonOf(tool.name, fold);
    if (skeleton === '') continue;
    const twin = bySkeleton.get(skeleton)?.find(({ server }) => server !== tool.server);
    if (twin) add(tool, twinFlag(twin, tool));
    const keys = neighboursOf(skeleton);
    const close = keys
      .flatMap((key) => byNeighbour.get(key) ?? [])
      .find((one) => one.tool.server !== tool.server && isOneOff(one.skeleton, skeleton));
    if (close && !twin) {
      const { server, name } = close.tool;
      const text = `Its name differs by one letter from ${quoted(name)} of ${quoted(server)}.`;
      add(tool, { kind: 'look-alike', text, other: { server, tool: name } });
    }
    push(bySkeleton, skeleton, tool);
    for (const key of keys) push(byNeighbour, key, { tool, skeleton });
  }
}

function twinFlag(twin: NamedTool, tool: NamedTool): Flag {
  const { server, name } = twin;
  const other = { server, tool: name };
  return name === tool.name
    ? { kind: 'same-name', text: `A tool of ${quoted(server)} has the same name.`, other }
    : {
        kind: 'look-alike',
        text: `Its name looks like ${quoted(name)} of ${quoted(server)}, and is another one.`,
        other,
      };
}

function flagTexts<T extends NamedTool>(
  tools: readonly T[],
  servers: readonly string[],
  add: (tool: T, flag: Flag) => void,
): void {
  const owners = new Map<string, T[]>();
  for (const tool of tools) push(owners, tool.name.toLowerCase(), tool);
  const byServer = new Map(servers.map((server) => [server.toLowerCase(), server]));
  for (const tool of tools) {
    const own = parameterNames(tool.value);
    for (const { name, isMarked, words } of mentionsIn(tool.value)) {
      // What it calls its parameters it speaks of all the time.
      if (own.has(name)) continue;
      if (!isMarked || name.length < SHORT || name === tool.name.toLowerCase()) continue;
      const named = owners.get(name) ?? [];
      const isOwn = named.some(({ server }) => server === tool.server);
      const other = named.find(({ server }) => server !== tool.server);
      const server = byServer.get(name);
      if (other && !isOwn) {
        const text = `It gives orders about ${quoted(other.name)}, a tool of ${quoted(other.server)}: “${words}”`;
        add(tool, { kind: 'shadowing', text, other: { server: other.server, tool: other.name } });
      } else if (server !== undefined && server !== tool.server && !isOwn) {
        const text = `It gives orders about the server ${quoted(server)}: “${words}”`;
        add(tool, { kind: 'shadowing', text, other: { server, tool: undefined } });
      }
    }
  }
}

function parameterNames({ inputSchema }: JsonObject): ReadonlySet<string> {
  const properties = member(inputSchema, 'properties');
  return new Set(Object.keys(isJsonObject(properties) ? properties : {}).map((name) => name.toLowerCase()));
}

/** Servers whose name looks like that of one before them in the configuration. */
export function serverFlags(servers: readonly string[], fold: Fold): ReadonlyMap<string, readonly Flag[]> {
  const skeletons = servers.map((server) => ({ server, skeleton: skeletonOf(server, fold) }));
  const flags = new Map<string, readonly Flag[]>();
  for (const [index, { server, skeleton }] of skeletons.entries()) {
    const twin = skeletons
      .slice(0, index)
      .find((one) => one.skeleton !== '' && (one.skeleton === skeleton || isOneOff(one.skeleton, skeleton)));
    if (!twin) continue;
    const text = `Its name looks like that of the server ${quoted(twin.server)}.`;
    flags.set(server, [{ kind: 'look-alike', text, other: { server: twin.server, tool: undefined } }]);
  }
  return flags;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (list.length < MAX_ALIKE) list.push(value);
}
