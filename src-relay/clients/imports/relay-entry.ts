import type { JsonObject } from '../../protocol/json.ts';
import type { PlannedImport } from '../types.ts';
import type { ClientServer } from './client-server.ts';
import { secretNameFor } from './secret-name.ts';
import { translateReferences, type ReferenceContext } from './references.ts';
import type { SecretFinder, SecretSpan } from './secret-finder.ts';

export interface EntryRequest {
  /** Its name in the relay's configuration. */
  readonly as: string;
  readonly references: ReferenceContext;
  readonly findSecrets: SecretFinder;
  readonly secretsToStore: boolean;
  /** Names in the store that are taken, with their values. */
  readonly taken: ReadonlyMap<string, string>;
}

export type EntryResult =
  | {
      readonly entry: JsonObject;
      readonly secrets: ReadonlyMap<string, string>;
      readonly found: PlannedImport['secrets'];
    }
  | { readonly problem: string; readonly found: PlannedImport['secrets'] };

/** A text of an entry, and where it stands, e.g. `env.TOKEN`. */
interface Place {
  readonly where: string;
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** Writes a client's server in the notation of the relay's configuration, its secrets as references to the store. */
export function relayEntryOf(server: ClientServer, request: EntryRequest): EntryResult {
  const { references, secretsToStore } = request;
  const taken = new Map(request.taken);
  const secrets = new Map<string, string>();
  const found: { place: string; name: string }[] = [];
  let problem: string | undefined;

  const reference = (where: string, value: string): string => {
    const name = secretNameFor(request.as, where.replace(/^(?:env|headers)\./u, ''), value, taken);
    taken.set(name, value);
    found.push({ place: where, name });
    if (!secretsToStore) return value;
    if (request.taken.get(name) !== value) secrets.set(name, value);
    return `\${secret:${name}}`;
  };
  const write = ({ where, text, spans }: Place): string => {
    const translation = translateReferences(text, references);
    if ('problem' in translation) {
      problem ??= translation.problem;
      return text;
    }
    if (translation.isLiteral) {
      if (!secretsToStore) {
        problem ??= `Its ${where} holds a "$", in whose place the relay would put a value. Let secrets go to the store, or move it by hand.`;
      }
      return reference(where, text);
    }
    if (translation.text !== text || text.includes('${')) return translation.text;
    let out = '';
    let from = 0;
    for (const { start, end } of spans) {
      if (start < from) continue;
      out += text.slice(from, start) + reference(where, text.slice(start, end));
      from = end;
    }
    return out + text.slice(from);
  };
  const entry = server.kind === 'local' ? localEntry(server, request, write) : remoteEntry(server, request, write);
  if (server.kind === 'local' && references.style !== 'none' && server.command.includes('$')) {
    problem ??= 'Its command holds a "$", which only this client can fill in.';
  }
  return problem === undefined ? { entry, secrets, found } : { problem, found };
}

function localEntry(
  { command, args, env, cwd }: ClientServer & { kind: 'local' },
  { findSecrets }: EntryRequest,
  write: (place: Place) => string,
): JsonObject {
  const spans = findSecrets({ args: [...args], env: { ...env } });
  const writtenArgs = args.map((text, index) => {
    // What follows `--api-key` is one by its name.
    const flag = /^--?(?<name>[\w-]+)$/u.exec(args[index - 1] ?? '')?.groups?.name;
    const named = flag === undefined ? [] : findSecrets({ [flag]: text });
    const own = spansAt(spans, ['args', index]);
    return write({ where: `args[${index}]`, text, spans: own.length > 0 ? own : named });
  });
  const writtenEnv = Object.entries(env).map(([name, text]): [string, string] => [
    name,
    write({ where: `env.${name}`, text, spans: spansAt(spans, ['env', name]) }),
  ]);
  return {
    command,
    ...(args.length === 0 ? {} : { args: writtenArgs }),
    ...(writtenEnv.length === 0 ? {} : { env: Object.fromEntries(writtenEnv) }),
    ...(cwd === undefined ? {} : { cwd: write({ where: 'cwd', text: cwd, spans: [] }) }),
  };
}

function remoteEntry(
  { url, headers, isSse }: ClientServer & { kind: 'remote' },
  { findSecrets }: EntryRequest,
  write: (place: Place) => string,
): JsonObject {
  const spans = findSecrets({ url, headers: { ...headers } });
  const written = Object.entries(headers).map(([name, text]): [string, string] => {
    const own = spansAt(spans, ['headers', name]);
    const scheme = /^authorization$/iu.test(name) ? (/^\w+\s+/u.exec(text)?.[0].length ?? 0) : undefined;
    const whole = scheme === undefined ? own : [{ start: scheme, end: text.length }];
    return [name, write({ where: `headers.${name}`, text, spans: whole })];
  });
  return {
    ...(isSse ? { type: 'sse' } : {}),
    url: write({ where: 'url', text: url, spans: spansAt(spans, ['url']) }),
    ...(written.length === 0 ? {} : { headers: Object.fromEntries(written) }),
  };
}

function spansAt(spans: readonly SecretSpan[], path: readonly (string | number)[]): readonly SecretSpan[] {
  return spans
    .filter((span) => span.path.length === path.length && span.path.every((step, index) => step === path[index]))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
}
