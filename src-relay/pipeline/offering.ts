import type { ServerOffer } from '../downstream/lists/offer.ts';
import type { ServerGreeting } from '../protocol/era.ts';
import { isJsonObject, member, type JsonObject } from '../protocol/json.ts';
import { TASKS_EXTENSION } from '../protocol/modern/keys.ts';

/** Whether capabilities, of a client or a server of the modern era, name the tasks extension. */
export function hasTasks(capabilities: JsonObject): boolean {
  return isJsonObject(member(capabilities.extensions, TASKS_EXTENSION));
}

function hasLegacyTasks({ capabilities, era }: ServerGreeting): boolean {
  return era === 'legacy' && isJsonObject(member(member(member(capabilities, 'tasks'), 'requests'), 'tools'));
}

/** What the relay can answer for its servers: the sum of what they have said that they can do. */
export class Offering {
  readonly #offers = new Map<string, ServerOffer>();
  readonly #isSettled: () => boolean;

  /** @param isSettled whether every server has said what it can do, or has not for now */
  constructor(isSettled: () => boolean) {
    this.#isSettled = isSettled;
  }

  /** Takes what a server offers; undefined where it is off. */
  set(server: string, offer: ServerOffer | undefined): void {
    if (offer) this.#offers.set(server, offer);
    else this.#offers.delete(server);
  }

  /** For how long clients may keep a list, in milliseconds: as long as the most cautious server allows. */
  get ttlMs(): number {
    const ttls = [...this.#offers.values()].map(({ cache }) => cache.ttlMs ?? 0);
    return ttls.length === 0 ? 0 : Math.min(...ttls);
  }

  /** Whether some server can do this, or may turn out to. */
  has(area: 'prompts' | 'resources' | 'completions' | 'logging' | 'tasks'): boolean {
    if (!this.#isSettled()) return true;
    return this.#some(({ capabilities }) => isJsonObject(capabilities[area]));
  }

  /** The relay's `ServerCapabilities` for clients of an era. Tools there are always: its own one. */
  capabilities(era: ServerGreeting['era']): JsonObject {
    return {
      tools: { listChanged: true },
      ...(this.has('prompts') ? { prompts: { listChanged: true } } : {}),
      ...(this.has('resources') ? { resources: { subscribe: this.#canSubscribe(), listChanged: true } } : {}),
      ...(this.has('completions') ? { completions: {} } : {}),
      ...(this.has('logging') ? { logging: {} } : {}),
      ...(era === 'modern' && this.hasTaskExtension ? { extensions: { [TASKS_EXTENSION]: {} } } : {}),
      ...(era === 'legacy' && this.#some(hasLegacyTasks)
        ? { tasks: { cancel: {}, requests: { tools: { call: {} } } } }
        : {}),
    };
  }

  /** Whether a modern server answers calls with tasks. */
  get hasTaskExtension(): boolean {
    return this.#some(({ era, capabilities }) => era === 'modern' && hasTasks(capabilities));
  }

  #canSubscribe(): boolean {
    if (!this.#isSettled()) return true;
    return this.#some(({ capabilities }) => member(capabilities.resources, 'subscribe') === true);
  }

  /** Whether a server answers tool calls with tasks, in either era. */
  runsTasks(server: string): boolean {
    const greeting = this.#offers.get(server)?.greeting;
    return greeting !== undefined && (hasLegacyTasks(greeting) || hasTasks(greeting.capabilities));
  }

  #some(test: (greeting: ServerGreeting) => boolean): boolean {
    for (const { greeting } of this.#offers.values()) if (test(greeting)) return true;
    return false;
  }
}
