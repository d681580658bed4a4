import { expandReferences, type ValueSource } from '../../config/expand.ts';
import { readServers } from '../../config/servers.ts';
import { asJson, isJsonObject, type JsonObject } from '../../protocol/json.ts';
import type { PlannedImport } from '../types.ts';
import { identityOf, readServer, whatItRuns, type ClientServer } from './client-server.ts';
import type { ReferenceContext } from './references.ts';
import { relayEntryOf } from './relay-entry.ts';
import type { SecretFinder } from './secret-finder.ts';

export interface ImportRequest {
  /** Entries of the client's file, ours not among them. */
  readonly entries: Readonly<Record<string, unknown>>;
  /** An entry as it is written; undefined where it cannot be taken out. */
  sourceOf(name: string): string | undefined;
  /** Whether a server is the relay itself: behind itself it would call itself. */
  leadsHere(server: ClientServer): boolean;
  /** Entries of the relay's configuration. */
  readonly relayEntries: Readonly<Record<string, unknown>>;
  readonly maxServers: number;
  readonly references: ReferenceContext;
  readonly findSecrets: SecretFinder;
  /** Whether secrets go to the store, or stay as they are written. */
  readonly secretsToStore: boolean;
  readonly storedSecrets: ReadonlyMap<string, string>;
}

/** A server that moves behind the relay. */
export interface MovedServer {
  readonly name: string;
  readonly as: string;
  readonly source: string;
  /** What is added to the relay's configuration; absent where the relay runs the same already. */
  readonly entry?: JsonObject;
  readonly secrets: readonly string[];
}

export interface ImportPlan {
  readonly shown: readonly PlannedImport[];
  readonly moved: readonly MovedServer[];
  /** What goes to the store, by name. */
  readonly secrets: ReadonlyMap<string, string>;
}

/**
 * Works out how a client's servers move behind the relay: once for all that run the same, under their names, the relay's
 * configuration valid afterwards. What cannot move stays where it is, with the reason.
 */
export function planImports(request: ImportRequest): ImportPlan {
  const { entries, references, storedSecrets } = request;
  const relayEntries = new Map(Object.entries(request.relayEntries));
  const values = new Map(storedSecrets);
  const source: ValueSource = { variable: (name) => references.env[name], secret: (name) => values.get(name) };
  const identities = new Map<string, string>();
  for (const [name, entry] of relayEntries) {
    const reading = readServer(expanded(entry, source));
    if ('server' in reading) identities.set(identityOf(reading.server), name);
  }
  const shown: PlannedImport[] = [];
  const moved: MovedServer[] = [];
  const secrets = new Map<string, string>();
  for (const [name, entry] of Object.entries(entries)) {
    const reading = readServer(entry);
    const what = 'server' in reading ? whatItRuns(reading.server) : '';
    const skip = (skipped: string, found: PlannedImport['secrets'] = []): void => {
      shown.push({ name, as: name, what, secrets: found, skipped });
    };
    if ('unreadable' in reading) {
      skip(reading.unreadable);
      continue;
    }
    const written = request.sourceOf(name);
    if (reading.isOff) skip('It is switched off here.');
    else if (request.leadsHere(reading.server)) skip('It leads to this relay already.');
    else if (written === undefined) skip('It is written in a way in which it cannot be taken out alone.');
    else {
      const as = freeName(name, relayEntries);
      const result = relayEntryOf(reading.server, { as, ...request, taken: values });
      if ('problem' in result) {
        skip(result.problem, result.found);
        continue;
      }
      const known = new Map([...values, ...result.secrets]);
      const valueOf: ValueSource = { variable: (key) => references.env[key], secret: (key) => known.get(key) };
      const identity = identityOf(serverOf(expanded(result.entry, valueOf)) ?? reading.server);
      const duplicateOf = identities.get(identity);
      if (duplicateOf !== undefined) {
        shown.push({ name, as: duplicateOf, what, secrets: [], duplicateOf });
        moved.push({ name, as: duplicateOf, source: written, secrets: [] });
        continue;
      }
      const [issue] = readServers({ [as]: result.entry }, valueOf).issues;
      if (issue) {
        skip(`The relay cannot run it: ${issue.message}`);
        continue;
      }
      if (relayEntries.size >= request.maxServers) {
        skip(`The relay runs ${request.maxServers} servers at most. Raise --max-mcp-servers.`);
        continue;
      }
      relayEntries.set(as, result.entry);
      identities.set(identity, as);
      for (const [key, value] of result.secrets) {
        values.set(key, value);
        secrets.set(key, value);
      }
      shown.push({ name, as, what, secrets: result.found });
      moved.push({ name, as, source: written, entry: result.entry, secrets: [...result.secrets.keys()] });
    }
  }
  return { shown, moved, secrets };
}

/** The name itself where it is usable and free, else with a number. */
function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  const usable = name.replaceAll(/[\s\p{C}]+/gu, '-').slice(0, 60) || 'server';
  let free = usable;
  for (let count = 2; taken.has(free); count += 1) free = `${usable}-${count}`;
  return free;
}

function serverOf(entry: unknown): ClientServer | undefined {
  const reading = readServer(entry);
  return 'server' in reading ? reading.server : undefined;
}

/** An entry of the relay's configuration with its references expanded, as far as they have values. */
function expanded(entry: unknown, source: ValueSource): unknown {
  if (typeof entry === 'string') return expandReferences(entry, source).text;
  if (Array.isArray(entry)) return entry.map((one) => expanded(one, source));
  const value = asJson(entry);
  if (!isJsonObject(value)) return entry;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expanded(one, source)]));
}
