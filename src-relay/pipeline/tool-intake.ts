import type { ToolDefinition } from '../downstream/list-tools.ts';
import type { DownstreamServer } from '../downstream/server.ts';
import { messageOf } from '../protocol/errors.ts';
import type { Log } from '../protocol/log.ts';
import type { ToolRegistry } from '../registry/registry.ts';
import type { StartWindow } from '../registry/start-window.ts';
import type { DefinitionInspector } from './definitions.ts';

/** Servers that report within this time of each other change the list once, in milliseconds. */
const DEBOUNCE_MS = 20;
/** After this long a registry that could not be stored is tried again, in milliseconds. */
const RETRY_MS = 1000;

export interface ToolIntakeParts {
  readonly inspector: DefinitionInspector;
  readonly registry: ToolRegistry;
  readonly window: StartWindow;
  readonly log: Log;
  /** The registry was published: states of tools may be other ones. */
  readonly onPublish: () => void;
}

/**
 * Takes the tool lists of servers, has them scanned, and hands them to the registry: one list of a server at a time, and of
 * those that wait the last.
 */
export class ToolIntake {
  readonly #parts: ToolIntakeParts;
  readonly #inspections = new Map<string, Promise<void>>();
  /** The list of each server that is being inspected, or that came meanwhile. */
  readonly #waiting = new Map<string, readonly ToolDefinition[]>();
  /** The last list of each server, for when it has to be looked at again. */
  readonly #lists = new Map<string, readonly ToolDefinition[]>();
  #publishTimer: NodeJS.Timeout | undefined;
  #failure: string | undefined;

  constructor(parts: ToolIntakeParts) {
    this.#parts = parts;
  }

  /** Why the registry cannot be refreshed at the moment; undefined where it can. */
  get failure(): string | undefined {
    return this.#failure;
  }

  take(server: DownstreamServer, tools: readonly ToolDefinition[]): void {
    const { name } = server.config;
    this.#lists.set(name, tools);
    const isBusy = this.#waiting.has(name);
    this.#waiting.set(name, tools);
    if (!isBusy) this.#inspections.set(name, this.#inspect(server));
  }

  /** Looks at a server's tools again: whether it is trusted, or runs at all, has changed. Resolves when it shows. */
  async takeAgain(server: DownstreamServer): Promise<void> {
    // A copy, so that a list which is being inspected is not taken for this one.
    this.take(server, [...(this.#lists.get(server.config.name) ?? [])]);
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

  async #inspect(server: DownstreamServer): Promise<void> {
    const { name } = server.config;
    const { inspector, registry, log, window } = this.#parts;
    for (;;) {
      const tools = this.#waiting.get(name) ?? [];
      try {
        // A server that was switched off offers nothing, whatever it has said before.
        registry.setServerTools(name, server.enabled ? await inspector.inspect(name, tools, server.hidden) : []);
      } catch (error) {
        log.error(`${name}: its tools could not be taken: ${messageOf(error)}`);
      }
      if (this.#waiting.get(name) === tools) break;
    }
    this.#waiting.delete(name);
    window.settle(name);
    if (window.isOver) this.#publishSoon();
  }

  #publishSoon(ms = DEBOUNCE_MS): void {
    this.#publishTimer ??= setTimeout(() => {
      this.#publishTimer = undefined;
      this.publish();
    }, ms);
  }
}
