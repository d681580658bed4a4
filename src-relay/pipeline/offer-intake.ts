import type { ListedItem, ServerOffer } from '../downstream/lists/offer.ts';
import type { DownstreamServer } from '../downstream/server.ts';
import { messageOf } from '../protocol/errors.ts';
import type { Log } from '../protocol/log.ts';
import { INTERNAL_SERVER } from '../protocol/server-config.ts';
import type { Catalog } from '../registry/catalog.ts';
import type { PackageVersion } from '../registry/changes/classify.ts';
import type { InspectedTool } from '../registry/entry.ts';
import type { ToolRegistry } from '../registry/registry.ts';
import type { StartWindow } from '../registry/start-window.ts';
import type { InstructionPins } from '../registry/trust/instruction-pins.ts';
import type { DefinitionInspector } from './definitions.ts';
import { inspectInstructions, type InspectedInstructions, type Instructions } from './instructions.ts';
import type { Offering } from './offering.ts';
import type { Scanner } from './scanner.ts';

/** Servers that report within this time of each other change the list once, in milliseconds. */
const DEBOUNCE_MS = 20;
/** After this long a registry that could not be stored is tried again, in milliseconds. */
const RETRY_MS = 1000;

export interface OfferIntakeParts {
  readonly scanner: Scanner;
  readonly inspector: DefinitionInspector;
  readonly registry: ToolRegistry;
  readonly catalog: Catalog;
  readonly instructions: Instructions;
  readonly offering: Offering;
  readonly window: StartWindow;
  readonly log: Log;
  /** The registry was published: states of tools may be other ones. */
  readonly onPublish: () => void;
  /** A server's instructions were left out. */
  readonly onWithheld: (server: string, reason: string) => void;
  /** Which instructions were accepted. */
  readonly instructionPins: InstructionPins;
  /** A server's tools and instructions have come in, with the package that runs for it where that is known. */
  readonly onTaken: (server: string, runs: PackageVersion | undefined) => void;
}

/**
 * Takes what servers offer, has it scanned, and hands it to the registry and the catalogue: one offer of a server at a time,
 * and of those that wait the last.
 */
export class OfferIntake {
  readonly #parts: OfferIntakeParts;
  readonly #inspections = new Map<string, Promise<void>>();
  /** The offer of each server that is being inspected, or that came meanwhile. */
  readonly #waiting = new Map<string, ServerOffer | undefined>();
  /** The last offer of each server, for when it has to be looked at again. */
  readonly #offers = new Map<string, ServerOffer>();
  /** Instructions that were left out, so that each is told once. */
  readonly #withheld = new Map<string, string | undefined>();
  #publishTimer: NodeJS.Timeout | undefined;
  #failure: string | undefined;

  constructor(parts: OfferIntakeParts) {
    this.#parts = parts;
  }

  /** Why the registry cannot be refreshed at the moment; undefined where it can. */
  get failure(): string | undefined {
    return this.#failure;
  }

  take(server: DownstreamServer, offer: ServerOffer): void {
    this.#offers.set(server.config.name, offer);
    this.#look(server, offer);
  }

  /** Looks at a server's offer again: whether it is trusted, or runs at all, has changed. Resolves when it shows. */
  async takeAgain(server: DownstreamServer): Promise<void> {
    const offer = this.#offers.get(server.config.name);
    // A copy, so that an offer which is being inspected is not taken for this one.
    this.#look(server, offer && { ...offer });
    await this.#inspections.get(server.config.name);
    this.publish();
  }

  /** Takes back all that a server has offered; resolves when nothing of it shows any more. */
  async drop(server: DownstreamServer): Promise<void> {
    this.#offers.delete(server.config.name);
    this.#look(server, undefined);
    await this.#inspections.get(server.config.name);
    this.publish();
  }

  /** Resolves when no list waits to be inspected, and all of them show. */
  async settled(): Promise<void> {
    await Promise.all(this.#inspections.values());
    this.publish();
  }

  /** A store that cannot be used now must not stop the relay: clients go on with what they had, and it is tried again. */
  publish(): void {
    try {
      this.#parts.catalog.publish();
      this.#parts.registry.publish();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = `The tool registry cannot be refreshed: ${messageOf(error)}.`;
      this.#parts.log.error(this.#failure);
      this.#publishSoon(RETRY_MS);
    }
    this.#parts.onPublish();
  }

  close(): void {
    clearTimeout(this.#publishTimer);
  }

  #look(server: DownstreamServer, offer: ServerOffer | undefined): void {
    const { name } = server.config;
    const isBusy = this.#waiting.has(name);
    this.#waiting.set(name, offer);
    if (!isBusy) this.#inspections.set(name, this.#inspect(server));
  }

  async #inspect(server: DownstreamServer): Promise<void> {
    const { name } = server.config;
    const { log, window } = this.#parts;
    for (;;) {
      const offer = this.#waiting.get(name);
      try {
        // A server that was switched off offers nothing, whatever it has said before.
        await this.#hand(server, server.enabled ? offer : undefined);
      } catch (error) {
        log.error(`${name}: what it offers could not be taken: ${messageOf(error)}`);
      }
      if (this.#waiting.get(name) === offer) break;
    }
    this.#waiting.delete(name);
    window.settle(name);
    if (window.isOver) this.#publishSoon();
  }

  async #hand(server: DownstreamServer, offer: ServerOffer | undefined): Promise<void> {
    const { name } = server.config;
    const { inspector, registry, catalog, offering, onTaken } = this.#parts;
    const inspect = (items: readonly ListedItem[]): Promise<InspectedTool[]> =>
      inspector.inspect(name, items, server.hidden);
    const looking = offer && server.runningPackage();
    const tools = await inspect(offer?.tools ?? []);
    const prompts = await inspect(offer?.prompts ?? []);
    const resources = await inspect(offer?.resources ?? []);
    const templates = await inspect(offer?.templates ?? []);
    await this.#takeInstructions(server, offer?.greeting.instructions);
    const runs = await looking;
    registry.setServerTools(name, tools, runs);
    if (offer) onTaken(name, runs);
    catalog.set(name, { prompts, resources, templates });
    // The scanner's own server is none of the clients' business.
    if (name !== INTERNAL_SERVER) offering.set(name, offer);
  }

  async #takeInstructions(server: DownstreamServer, text: string | undefined): Promise<void> {
    const { name } = server.config;
    const { scanner, instructions, instructionPins, onWithheld } = this.#parts;
    if (name === INTERNAL_SERVER) return undefined;
    if (text === undefined || server.hidden) {
      instructionPins.forget(name);
      return instructions.set(name, text);
    }
    const inspected = await inspectInstructions(scanner, name, text);
    const withheld = this.#whyWithheld(name, text, inspected);
    instructions.set(name, withheld === undefined ? inspected.text : undefined);
    if (withheld !== undefined && this.#withheld.get(name) !== text) onWithheld(name, withheld);
    this.#withheld.set(name, withheld === undefined ? undefined : text);
  }

  /** Why clients do not get instructions: for what was found in them, or because nobody has accepted them. */
  #whyWithheld(name: string, text: string, inspected: InspectedInstructions): string | undefined {
    const { instructionPins } = this.#parts;
    const { text: masked, reason } = inspected;
    if (reason !== undefined || masked === undefined) {
      instructionPins.refuse(name, text, masked, reason ?? '');
      return `risk: they are not passed on: ${reason ?? ''}`;
    }
    switch (instructionPins.judge(name, text, masked)) {
      case 'accepted':
        return undefined;
      case 'new':
        return 'new: they are not passed on before somebody accepts them';
      case 'changed':
        return 'changed: they are not passed on before somebody accepts what changed in them';
    }
  }

  #publishSoon(ms = DEBOUNCE_MS): void {
    this.#publishTimer ??= setTimeout(() => {
      this.#publishTimer = undefined;
      this.publish();
    }, ms);
  }
}
