import { messageOf } from '../protocol/errors.ts';
import type { ControlReply, EventBatch } from '../control/contract.ts';
import { startHost, type RelayHost } from './host.ts';
import { configFileOf, readConfig, workplaceIn, type Workplace } from './workplace.ts';

/** A start that failed is tried again at the earliest after this long, in milliseconds. */
const RETRY_MS = 1000;

type Subscriber = (batch: EventBatch) => void;

export interface KeeperEvents {
  /** The relay runs. */
  onRunning(host: RelayHost): void;
  /** It could not be started; a sentence with what to do. */
  onFailure(message: string): void;
}

/**
 * Keeps the one relay of a desktop app: starts it, and where that fails says why and tries again when somebody asks, so
 * that a configuration that was mended is taken up without a restart of the app.
 */
export class HostKeeper {
  readonly #place: Workplace;
  readonly #events: KeeperEvents;
  #host: RelayHost | undefined;
  #failure = 'The relay is starting.';
  #starting: Promise<void> | undefined;
  #triedAt = Number.NEGATIVE_INFINITY;
  #isStopped = false;

  constructor(events: KeeperEvents, place: Workplace = appWorkplace()) {
    this.#events = events;
    this.#place = place;
  }

  /** The running relay; undefined while there is none. */
  get host(): RelayHost | undefined {
    return this.#host;
  }

  /** Why there is no relay, as a sentence with what to do. */
  get failure(): string {
    return this.#failure;
  }

  /** Starts the relay if it does not run and was not tried just now. Never rejects. */
  async start(): Promise<void> {
    if (this.#host || this.#isStopped) return;
    if (!this.#starting && performance.now() - this.#triedAt < RETRY_MS) return;
    await (this.#starting ??= this.#try().finally(() => {
      this.#starting = undefined;
    }));
  }

  /** Calls a procedure of the control contract; without a relay it answers why there is none. Never rejects. */
  async call(name: string, input: unknown): Promise<ControlReply> {
    await this.start();
    await this.#host?.settled();
    return this.#host
      ? this.#host.control.call(name, input)
      : { ok: false, error: { code: 'unreachable', message: this.#failure } };
  }

  /**
   * Subscribes to events if the relay runs; gives how to end it, or undefined where it does not.
   * @param onEnd hears that this relay says no more: it has stopped, or starts anew
   */
  async subscribe(subscriber: Subscriber, onEnd?: () => void): Promise<(() => void) | undefined> {
    await this.start();
    await this.#host?.settled();
    return this.#host?.control.subscribe(subscriber, onEnd);
  }

  /** Stops the relay for good; resolves when no process of it is left. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#starting;
    const host = this.#host;
    this.#host = undefined;
    await host?.stop();
  }

  async #try(): Promise<void> {
    this.#triedAt = performance.now();
    const flags = { configFile: undefined, standalone: false };
    try {
      const config = await readConfig(this.#place, {}, flags);
      this.#host = await startHost(this.#place, config, configFileOf(this.#place, flags).file, {
        read: () => readConfig(this.#place, {}, flags),
        onRestarted: (host) => this.#events.onRunning(host),
        onFailure: (error) => {
          this.#host = undefined;
          this.#fail(error);
        },
      });
      this.#events.onRunning(this.#host);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const message = messageOf(error);
    // It is tried again and again: what has not changed is not told again.
    if (message === this.#failure) return;
    this.#failure = message;
    this.#place.log.error(message);
    this.#events.onFailure(message);
  }
}

/** That of an app: one that no terminal has started has a poor PATH, and asks the login shell for its own. */
export function appWorkplace(): Workplace {
  const hasTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  return { ...workplaceIn(process.env), asksLoginShell: !hasTerminal };
}
