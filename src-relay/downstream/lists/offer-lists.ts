import { setTimeout as delay } from 'node:timers/promises';
import type { ServerGreeting } from '../../protocol/era.ts';
import { JSON_RPC, messageOf } from '../../protocol/errors.ts';
import type { Log } from '../../protocol/log.ts';
import type { Connection } from '../connection/connection.ts';
import { Refusal } from '../era/own-request.ts';
import { GROUP_NAMES, groupOf, LIST_GROUPS, LISTS, type ListGroup, type ListKind } from './kinds.ts';
import { listPages, strictest, type WholeList } from './list-pages.ts';
import type { ServerOffer } from './offer.ts';
import { Relisting } from './relisting.ts';

/** How long the other lists are waited for when the tools are there, in milliseconds. */
const OTHERS_MS = 300;

const EMPTY: WholeList = { items: [], cache: { ttlMs: undefined, isPrivate: false } };

/** What a server offers, list by list, kept up to date over one connection after the other. */
export class OfferLists {
  readonly #server: string;
  readonly #log: Log;
  readonly #onChange: () => void;
  readonly #lists: Record<ListKind, WholeList> = { tools: EMPTY, prompts: EMPTY, resources: EMPTY, templates: EMPTY };
  #relistings = new Map<ListGroup, Relisting>();
  #isLoaded = false;

  /** @param onChange a list came after `load`, or came anew */
  constructor(server: string, log: Log, onChange: () => void) {
    this.#server = server;
    this.#log = log;
    this.#onChange = onChange;
  }

  /**
   * Gets all lists over a new connection. Resolves when the tools are there and the others are, or take their time.
   * @throws Error where the tools cannot be listed: a server without them is of no use
   */
  async load(connection: Connection, greeting: ServerGreeting): Promise<void> {
    this.stop();
    const listed = GROUP_NAMES.map((group) => this.#loadGroup(group, connection, greeting));
    const [tools, ...others] = listed;
    const rest = Promise.allSettled(others);
    await tools;
    await Promise.race([rest, delay(OTHERS_MS, undefined, { ref: false })]);
    this.#isLoaded = true;
  }

  /** A `list_changed` notification has come. */
  changed(method: string): void {
    const group = groupOf(method);
    if (group) this.#relistings.get(group)?.told();
  }

  /** Gets all lists again, in the background. */
  refresh(): void {
    for (const relisting of this.#relistings.values()) relisting.told();
  }

  stop(): void {
    this.#isLoaded = false;
    for (const relisting of this.#relistings.values()) relisting.stop();
    this.#relistings = new Map();
  }

  offer(greeting: ServerGreeting): ServerOffer {
    const { tools, prompts, resources, templates } = this.#lists;
    return {
      greeting,
      tools: tools.items,
      prompts: prompts.items,
      resources: resources.items,
      templates: templates.items,
      cache: [tools, prompts, resources, templates].map(({ cache }) => cache).reduce(strictest),
    };
  }

  #loadGroup(group: ListGroup, connection: Connection, { capabilities }: ServerGreeting): Promise<void> {
    const kinds: readonly ListKind[] = LIST_GROUPS[group];
    if (capabilities[group] === undefined) {
      for (const kind of kinds) this.#lists[kind] = EMPTY;
      return Promise.resolve();
    }
    const relistings = this.#relistings;
    const relisting = new Relisting(async () => {
      const isFirst = !this.#isLoaded && relistings === this.#relistings;
      await Promise.all(
        kinds.map((kind) => this.#list(kind, connection, () => relistings === this.#relistings, isFirst)),
      );
      if (this.#isLoaded && relistings === this.#relistings) this.#onChange();
    });
    relistings.set(group, relisting);
    return relisting.first();
  }

  async #list(kind: ListKind, connection: Connection, isCurrent: () => boolean, isFirst: boolean): Promise<void> {
    try {
      const list = await listPages(connection, kind, (why) => this.#log.warn(`${this.#server}: ${why}`));
      if (isCurrent()) this.#lists[kind] = list;
    } catch (error) {
      if (kind === 'tools' && isFirst) throw error;
      if (!isCurrent()) return;
      // Many servers have resources and have never heard of templates.
      const isUnknown = error instanceof Refusal && error.error.code === JSON_RPC.methodNotFound;
      if (isUnknown) this.#lists[kind] = EMPTY;
      else this.#log.warn(`${this.#server}: ${LISTS[kind].method} failed: ${messageOf(error)}`);
    }
  }
}
