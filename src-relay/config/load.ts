import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { isJsonObject, type JsonValue } from '../protocol/json.ts';
import { messageOf } from '../protocol/errors.ts';
import { readJsonDocument, readYamlDocument } from './document.ts';
import type { ValueSource } from './expand.ts';
import { ConfigError, issueLine, type ConfigIssue } from './issue.ts';
import { FLOW_DEFAULTS, type FlowSettings } from '../protocol/flow-settings.ts';
import type { ServerConfig } from '../protocol/server-config.ts';
import { relaySectionSchema, type RelaySection } from './schema.ts';
import { readServers } from './servers.ts';
import { resolveSettings, type GivenSettings, type Settings } from './settings.ts';
import { zodIssues } from './zod-issues.ts';

export interface Config {
  readonly settings: Settings;
  readonly servers: readonly ServerConfig[];
  /** What comes of flows from one server to another; absent: as by default. */
  readonly flows?: FlowSettings;
  /** Absolute path of the file that was read; undefined when there is none. */
  readonly file: string | undefined;
}

export interface ConfigRequest {
  /** Absolute path of the file to read. */
  readonly file: string;
  /** Whether the person named the file: one that is missing is then an error. */
  readonly named: boolean;
  readonly given: GivenSettings;
  readonly values: ValueSource;
}

/** Reads and checks a configuration. Throws ConfigError with ALL its errors, each with path and line. */
export async function loadConfig(request: ConfigRequest): Promise<Config> {
  const text = await readText(request);
  if (text === undefined) return withoutFile(request);
  const document = /\.ya?ml$/iu.test(request.file) ? await readYamlDocument(text) : readJsonDocument(text);
  const placed = document.problems.map(({ line, issue }) => ({ line, issue }));
  const issues: ConfigIssue[] = [];
  let section: RelaySection = {};
  let servers: ServerConfig[] = [];
  if (document.value !== undefined && !isJsonObject(document.value)) {
    issues.push({ path: [], message: 'must be an object.', remedy: 'Write {"mcpServers": {…}}.' });
  } else if (document.value !== undefined) {
    const { mcpServers, mcpRelay } = document.value;
    const checked = relaySectionSchema.safeParse(mcpRelay ?? {});
    if (checked.success) section = checked.data;
    else {
      issues.push(...zodIssues(checked.error, ['mcpRelay']));
      section = withoutWrongKeys(mcpRelay, checked.error.issues);
    }
    const read = readServers(mcpServers, request.values);
    servers = read.servers;
    issues.push(...read.issues);
  }
  const { settings, problems } = resolveSettings(request.given, section);
  const named =
    isJsonObject(document.value) && isJsonObject(document.value.mcpServers) ? document.value.mcpServers : {};
  const count = Object.keys(named).length;
  if (count > settings.maxMcpServers) {
    issues.push({
      path: ['mcpServers'],
      message: `names ${count} servers, ${settings.maxMcpServers} are allowed.`,
      remedy: 'Remove some or raise --max-mcp-servers.',
    });
  }
  issues.push(...unknownServers(section, Object.keys(named)));
  placed.push(...issues.map((issue) => ({ line: document.lineOf(issue.path), issue })));
  if (placed.length + problems.length > 0) {
    const ordered = placed.toSorted((a, b) => a.line - b.line).map(({ line, issue }) => issueLine(issue, line));
    throw new ConfigError(request.file, [...problems, ...ordered]);
  }
  return { settings, servers, flows: flowSettings(section), file: request.file };
}

function flowSettings({ provenance = {} }: RelaySection): FlowSettings {
  const { enabled, secret, pii, text, allowed } = provenance;
  return {
    enabled: enabled ?? FLOW_DEFAULTS.enabled,
    secret: secret ?? FLOW_DEFAULTS.secret,
    pii: pii ?? FLOW_DEFAULTS.pii,
    text: text ?? FLOW_DEFAULTS.text,
    allowed: allowed ?? FLOW_DEFAULTS.allowed,
  };
}

/** A pair with a name that no server has would permit something else than was meant. */
function unknownServers({ provenance }: RelaySection, names: readonly string[]): ConfigIssue[] {
  return (provenance?.allowed ?? []).flatMap((pair, index) =>
    (['from', 'to'] as const).flatMap((side): ConfigIssue[] => {
      const name = pair[side];
      if (name === '*' || names.includes(name)) return [];
      const path = ['mcpRelay', 'provenance', 'allowed', index, side];
      return [
        { path, message: `names no server of this file (${name}).`, remedy: 'Use a name of mcpServers, or "*".' },
      ];
    }),
  );
}

/** What is right in a section that has errors: the rest of the file is checked against it. */
function withoutWrongKeys(section: JsonValue | undefined, issues: readonly z.core.$ZodIssue[]): RelaySection {
  const wrong = new Set(issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [issue.path[0]])));
  const right = isJsonObject(section) ? Object.entries(section).filter(([key]) => !wrong.has(key)) : [];
  return relaySectionSchema.safeParse(Object.fromEntries(right)).data ?? {};
}

function withoutFile(request: ConfigRequest): Config {
  const { settings, problems } = resolveSettings(request.given, {});
  if (problems.length > 0) throw new ConfigError('the command line and environment', problems);
  return { settings, servers: [], file: undefined };
}

async function readText(request: ConfigRequest): Promise<string | undefined> {
  try {
    const text = await readFile(request.file, 'utf8');
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing && !request.named) return undefined;
    const cause = isMissing ? 'the file does not exist.' : `the file cannot be read (${messageOf(error)}).`;
    throw new ConfigError(request.file, [`${cause} Give another one with --config-file.`]);
  }
}
