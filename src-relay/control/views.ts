import type { DownstreamServer } from '../downstream/server.ts';
import type { ClientSession } from '../pipeline/session.ts';
import { member, type JsonValue } from '../protocol/json.ts';
import { INTERNAL_SERVER, type ServerConfig } from '../protocol/server-config.ts';
import type { ToolEntry } from '../registry/entry.ts';
import type { Relay } from '../relay.ts';
import type { ConnectedClient, Server, SignIn, Tool } from './contract.ts';
import { peopleMask } from './people-mask.ts';
import { riskView } from './review.ts';

/** Longest description that a list of tools carries, in characters. */
const MAX_DESCRIPTION = 2000;

const people = peopleMask();
/** How each server is started, masked once: it never changes. */
const startedAs = new WeakMap<object, string>();

function startedAsOf(config: ServerConfig): string {
  const known = startedAs.get(config) ?? withoutCredentials(people.text(config.startedAs));
  startedAs.set(config, known);
  return known;
}

/** Values that their names call credentials, whatever they look like: words after `--api-key` or `TOKEN=`, query values. */
function withoutCredentials(command: string): string {
  return command.replaceAll(
    /((?:^|[\s?&])-{0,2}[\w-]*(?:key|token|secret|passw(?:or)?d)[\w-]*(?:=|\s+))(?!\$|-)([^\s&]+)/giu,
    '$1<hidden>',
  );
}

/** Lines of a server's error output; they were masked before they were kept. */
export function logView(server: DownstreamServer): string[] {
  return [...server.lastDiagnostics];
}

/** A tool's definition as people may see it: that of a trusted server was never scanned. */
export function definitionView(entry: ToolEntry): string {
  return isBypassed(entry) ? people.json(entry.source) : entry.source;
}

function isBypassed(entry: ToolEntry): boolean {
  return entry.inspection.outcome === 'bypassed';
}

/** A server as the contract shows it. */
export function serverView(relay: Relay, server: DownstreamServer): Server {
  const { config } = server;
  const tools = relay.registry.entriesOf(config.name);
  const risk = relay.risks.of(config.name);
  const runs = relay.registry.packageOf(config.name);
  return {
    name: config.name,
    kind: config.kind,
    startedAs: startedAsOf(config),
    runs: server.runs ?? null,
    description: config.description ?? null,
    status: server.status,
    statusSince: server.statusSince,
    reason: server.enabled ? (server.reason ?? null) : null,
    enabled: server.enabled,
    hidden: server.hidden,
    internal: config.name === INTERNAL_SERVER,
    toolsOn: tools.filter((entry) => entry.state === 'enabled').length,
    toolsTotal: tools.length,
    signIn: signInView(server),
    risk: risk ? riskView(risk) : null,
    held: relay.isHeld(server),
    allowed: relay.isAllowed(server),
    package: runs ? `${runs.name}@${runs.version}` : null,
    claims: server.greeting?.name === undefined ? null : people.text(server.greeting.name),
  };
}

function signInView({ signIn }: DownstreamServer): SignIn | null {
  const view = signIn?.view;
  if (!view) return null;
  return {
    state: view.state,
    issuer: view.issuer ?? null,
    scopes: [...view.scopes],
    address: view.address ?? null,
    keptIn: view.place ?? null,
    account: view.account ?? null,
    failure: view.failure ?? null,
  };
}

/** All servers, in the order of the configuration. */
export function serverViews(relay: Relay): Server[] {
  return [...relay.servers.values()].map((server) => serverView(relay, server));
}

/** A tool as the contract shows it. */
export function toolView(entry: ToolEntry): Tool {
  const { value } = entry;
  const shown = (words: string | null | undefined): string | null =>
    words === null || words === undefined ? null : isBypassed(entry) ? people.text(words) : words;
  return {
    server: entry.server,
    name: entry.name,
    shown: entry.shown ?? null,
    title: shown(text(value.title) ?? text(member(value.annotations, 'title'))),
    description: shown(text(value.description)?.slice(0, MAX_DESCRIPTION)),
    state: entry.state,
    reason: entry.reason ?? null,
    flags: entry.flags.map((flag) => flag.text),
    bypassed: isBypassed(entry),
    hash: entry.hash,
    annotations: {
      readOnly: flag(member(value.annotations, 'readOnlyHint')),
      destructive: flag(member(value.annotations, 'destructiveHint')),
      idempotent: flag(member(value.annotations, 'idempotentHint')),
      openWorld: flag(member(value.annotations, 'openWorldHint')),
    },
  };
}

/** The clients behind the open sessions, those that came first at the front. */
export function clientViews(sessions: Iterable<ClientSession>): ConnectedClient[] {
  const clients = new Map<string, ConnectedClient>();
  for (const { identity, clientName, openedAt } of sessions) {
    const known = clients.get(identity);
    clients.set(identity, {
      identity,
      name: clientName === undefined ? (known?.name ?? null) : people.text(clientName),
      sessions: (known?.sessions ?? 0) + 1,
      since: Math.min(openedAt, known?.since ?? openedAt),
    });
  }
  return [...clients.values()].sort((a, b) => a.since - b.since);
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function flag(value: JsonValue | undefined): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
