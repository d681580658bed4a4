import type { Catalog, CatalogKind } from '../registry/catalog.ts';
import type { DownstreamServer } from '../downstream/server.ts';
import { messageOf } from '../protocol/errors.ts';
import type { Log } from '../protocol/log.ts';
import { wants } from '../protocol/modern/listen.ts';
import type { AddressCheck } from './address-check.ts';
import type { Listening } from './listening.ts';
import type { ClientSession } from './session.ts';
import type { Subscriptions } from './subscriptions.ts';

const LIST_CHANGED: Readonly<Record<CatalogKind | 'tools', string>> = {
  tools: 'notifications/tools/list_changed',
  prompts: 'notifications/prompts/list_changed',
  resources: 'notifications/resources/list_changed',
  templates: 'notifications/resources/list_changed',
};

export interface AnnouncerParts {
  readonly catalog: Catalog;
  readonly servers: ReadonlyMap<string, DownstreamServer>;
  readonly subscriptions: Subscriptions;
  readonly mayPass: AddressCheck;
  readonly log: Log;
}

/** The sessions that are open, and what they are told without asking. */
export class Announcer {
  readonly #parts: AnnouncerParts;
  readonly #sessions = new Set<ClientSession>();

  constructor(parts: AnnouncerParts) {
    this.#parts = parts;
  }

  get sessions(): ReadonlySet<ClientSession> {
    return this.#sessions;
  }

  add(session: ClientSession): void {
    this.#sessions.add(session);
    session.listenings.attach({
      onAdd: (listening) => void this.#listen(listening),
      onDelete: (listening) => this.#parts.subscriptions.drop(listening),
    });
  }

  remove(session: ClientSession): void {
    this.#sessions.delete(session);
    this.#parts.subscriptions.drop(session);
    for (const server of this.#parts.servers.values()) server.endSession(session.label);
    session.close();
  }

  /** The session of this label; undefined where it has gone. */
  byLabel(label: string): ClientSession | undefined {
    for (const session of this.#sessions) if (session.label === label) return session;
    return undefined;
  }

  /** Tells everybody who may hear it that a list is no longer what it was. */
  listChanged(kind: CatalogKind | 'tools'): void {
    for (const session of this.#sessions) tellListChanged(session, LIST_CHANGED[kind]);
  }

  /** Subscribes to one resource after the other: a listener may name a thousand, and others wait for the same server. */
  async #listen(listening: Listening): Promise<void> {
    const { catalog, servers, subscriptions, mayPass, log } = this.#parts;
    for (const uri of listening.filter.resourceSubscriptions) {
      const resource = catalog.resource(uri);
      const server = resource && servers.get(resource.server);
      if (server?.enabled !== true) continue;
      try {
        if (resource?.isUnlisted === true && !(await mayPass(server, uri))) continue;
        if (!(await subscriptions.add(listening, server, resource?.name ?? uri, uri))) return;
      } catch (error) {
        log.debug(`${server.config.name}: a subscription failed: ${messageOf(error)}`);
      }
    }
  }
}

/** Tells one session that a list is no longer what it was, where it wants to hear that. */
export function tellListChanged(session: ClientSession, method: string): void {
  const source = `{"jsonrpc":"2.0","method":${JSON.stringify(method)}}`;
  if (session.isReady) session.notify(source);
  for (const listening of session.listenings) if (wants(listening.filter, method)) listening.notify(source);
}
