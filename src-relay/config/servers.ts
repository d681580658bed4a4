import type { z } from 'zod';
import { isJsonObject, member, type JsonObject, type JsonPath, type JsonValue } from '../protocol/json.ts';
import { expandReferences, type ValueSource } from './expand.ts';
import type { ConfigIssue } from './issue.ts';
import type { Isolation, Protocol, RestoreRule, ServerConfig } from '../protocol/server-config.ts';
import { DEFAULTS, remoteServerSchema, stdioServerSchema } from './schema.ts';
import { unknownKey, zodIssues } from './zod-issues.ts';

const SERVER_NAME = /^[^\s\p{C}]{1,64}$/u;

/** Reads `mcpServers`: every server that is right, and every issue of those that are not. */
export function readServers(
  value: JsonValue | undefined,
  values: ValueSource,
): { servers: ServerConfig[]; issues: ConfigIssue[] } {
  const servers: ServerConfig[] = [];
  const issues: ConfigIssue[] = [];
  if (value === undefined) return { servers, issues };
  if (!isJsonObject(value)) {
    issues.push({ path: ['mcpServers'], message: 'must be an object.', remedy: 'Give it as {"name": {…}, …}.' });
    return { servers, issues };
  }
  for (const [name, entry] of Object.entries(value)) {
    const path = ['mcpServers', name];
    if (!SERVER_NAME.test(name)) {
      issues.push({ path, message: 'is no usable server name.', remedy: 'Use 1 to 64 characters without spaces.' });
    }
    if (!isJsonObject(entry)) {
      issues.push({ path, message: 'must be an object.', remedy: 'Give it a "command" or a "url".' });
      continue;
    }
    const server = readServer(name, entry, path, values, issues);
    if (server) servers.push(server);
  }
  return { servers, issues };
}

function readServer(
  name: string,
  entry: JsonObject,
  path: JsonPath,
  values: ValueSource,
  issues: ConfigIssue[],
): ServerConfig | undefined {
  const before = issues.length;
  const { hidden, rest } = takeHiddenMode(entry, path, issues);
  // References are expanded before the shape is checked, so that one run shows what is wrong with either.
  const { noting, secrets } = notingSecrets(values);
  const expanded = expandEntry(rest, path, noting, issues);
  const isRemote = 'url' in rest || 'baseUrl' in rest;
  if (isRemote === 'command' in rest) {
    const message = isRemote ? 'has both a command and a url.' : 'has neither a command nor a url.';
    issues.push({ path, message, remedy: 'Give "command" for a local server or "url" for a remote one.' });
    issues.push(...unknownKeys(rest, path));
    return undefined;
  }
  if (isRemote) {
    const renamed = renameBaseUrl(expanded, path, issues);
    if (typeof renamed.url === 'string')
      checkUrl(renamed.url, [...path, 'baseUrl' in rest ? 'baseUrl' : 'url'], issues);
    const parsed = parse(remoteServerSchema, renamed, path, issues);
    if (!parsed || issues.length > before) return undefined;
    const { url, headers = {}, oauth } = parsed;
    const namesSse = parsed.type === undefined && new URL(url).pathname.includes('sse');
    const kind = parsed.type === 'sse' || namesSse ? 'sse' : 'http';
    return { name, kind, url, headers, oauth, ...sharedOf(parsed, rest, hidden, DEFAULTS.remoteTimeout) };
  }
  const parsed = parse(stdioServerSchema, expanded, path, issues);
  if (!parsed || issues.length > before) return undefined;
  const { command, args = [], cwd, env = {} } = parsed;
  const local = { command, args, cwd, env, ...(secrets.length === 0 ? {} : { secrets }) };
  return { name, kind: 'stdio', ...local, ...sharedOf(parsed, rest, hidden, DEFAULTS.stdioTimeout) };
}

/** The same values, with a list of the secrets that were asked for: what is made of them may be hard to tell later. */
function notingSecrets(values: ValueSource): { noting: ValueSource; secrets: readonly string[] } {
  const secrets: string[] = [];
  const secret = (name: string): string | undefined => {
    const value = values.secret(name);
    if (value !== undefined) secrets.push(value);
    return value;
  };
  return { noting: { variable: (name) => values.variable(name), secret }, secrets };
}

/** The entry with references expanded where they may stand: args, cwd, env values, headers, url and the texts of oauth. */
function expandEntry(entry: JsonObject, path: JsonPath, values: ValueSource, issues: ConfigIssue[]): JsonObject {
  const expand = (value: JsonValue | undefined, at: JsonPath): JsonValue | undefined =>
    typeof value === 'string' ? expandAt(value, at, values, issues) : value;
  const expanded: JsonObject = { ...entry };
  for (const key of ['cwd', 'url', 'baseUrl']) if (key in entry) expanded[key] = expand(entry[key], [...path, key]);
  for (const key of ['env', 'headers', 'oauth']) {
    const texts = entry[key];
    if (!isJsonObject(texts)) continue;
    expanded[key] = Object.fromEntries(
      Object.entries(texts).map(([name, value]) => [name, expand(value, [...path, key, name])]),
    );
  }
  const { args } = entry;
  if (Array.isArray(args)) {
    expanded.args = args.map((value, index) => expand(value, [...path, 'args', index]) ?? null);
  }
  return expanded;
}

interface Shared {
  readonly hidden_mode?: boolean | undefined;
  readonly enabled?: boolean | undefined;
  readonly description?: string | undefined;
  readonly timeout?: number | undefined;
  readonly protocol?: Protocol | undefined;
  readonly isolation?: Isolation | undefined;
  readonly restore?: RestoreRule | undefined;
}

function sharedOf(parsed: Shared, written: JsonObject, hidden: boolean, timeout: number) {
  return {
    hidden: parsed.hidden_mode ?? hidden,
    enabled: parsed.enabled ?? true,
    description: parsed.description,
    startedAs: startedAs(written),
    timeout: parsed.timeout ?? timeout,
    protocol: parsed.protocol ?? 'auto',
    isolation: parsed.isolation ?? 'shared',
    ...(parsed.restore === undefined ? {} : { restore: parsed.restore }),
  };
}

/** A command line as a shell would read it, or an address. */
function startedAs({ command, args, url, baseUrl }: JsonObject): string {
  const words = [command, ...(Array.isArray(args) ? args : [])].filter((word) => typeof word === 'string');
  const address = url ?? baseUrl;
  if (words.length === 0) return typeof address === 'string' ? address : '';
  return words.map((word) => (/^[\w@%+=:,./~${}-]+$/u.test(word) ? word : JSON.stringify(word))).join(' ');
}

/** Older files say `env.hidden_mode: "enabled"`; the server itself never sees it. */
function takeHiddenMode(
  entry: JsonObject,
  path: JsonPath,
  issues: ConfigIssue[],
): { hidden: boolean; rest: JsonObject } {
  const value = member(entry.env, 'hidden_mode');
  if (value === undefined || !isJsonObject(entry.env)) return { hidden: false, rest: entry };
  if (value !== 'enabled' && value !== 'disabled') {
    issues.push({
      path: [...path, 'env', 'hidden_mode'],
      message: 'must be "enabled" or "disabled".',
      remedy: 'Or write "hidden_mode": true beside "command".',
    });
  }
  const { hidden_mode: _taken, ...env } = entry.env;
  const { env: _env, ...rest } = entry;
  // A remote server has no environment: there the switch is all that "env" is for.
  return { hidden: value === 'enabled', rest: Object.keys(env).length === 0 ? rest : { ...rest, env } };
}

function renameBaseUrl(entry: JsonObject, path: JsonPath, issues: ConfigIssue[]): JsonObject {
  if (!('baseUrl' in entry)) return entry;
  const { baseUrl, ...rest } = entry;
  if ('url' in rest) {
    issues.push({ path: [...path, 'baseUrl'], message: 'stands beside "url".', remedy: 'Keep "url" alone.' });
    return rest;
  }
  return { ...rest, url: baseUrl };
}

/** Keys that neither kind of server knows. */
function unknownKeys(entry: JsonObject, path: JsonPath): ConfigIssue[] {
  const known = new Set([...Object.keys(stdioServerSchema.shape), ...Object.keys(remoteServerSchema.shape), 'baseUrl']);
  return Object.keys(entry)
    .filter((key) => !known.has(key))
    .map((key) => unknownKey([...path, key]));
}

function parse<T>(schema: z.ZodType<T>, value: JsonValue, path: JsonPath, issues: ConfigIssue[]): T | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  issues.push(...zodIssues(result.error, path));
  return undefined;
}

function checkUrl(url: string, path: JsonPath, issues: ConfigIssue[]): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') {
    issues.push({ path, message: 'is not an http or https address.', remedy: 'Write it like https://host/mcp.' });
  } else if (parsed.username !== '' || parsed.password !== '') {
    issues.push({ path, message: 'carries a user name or password.', remedy: 'Put credentials into "headers".' });
  }
}

function expandAt(text: string, path: JsonPath, values: ValueSource, issues: ConfigIssue[]): string {
  const expansion = expandReferences(text, values);
  for (const name of expansion.missing) {
    const isSecret = name.startsWith('secret:');
    issues.push({
      path,
      message: isSecret ? `the secret ${name.slice(7)} is not in the store.` : `the variable ${name} is not set.`,
      remedy: isSecret
        ? `Store it with: mcp-relay secret set ${name.slice(7)}`
        : 'Set it in the environment or in a .env file in the working folder.',
    });
  }
  return expansion.text;
}
