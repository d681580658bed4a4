import { type Frame } from '../../protocol/frame.ts';
import { member } from '../../protocol/json.ts';
import { META } from '../../protocol/modern/keys.ts';
import { FloodGate } from './flood-gate.ts';
import type { PendingCall } from './pending-call.ts';
import type { PendingCalls } from './pending-calls.ts';
import { TaskProgress } from './task-progress.ts';

export interface NoticeEvents {
  /** One of the server's lists has changed. */
  onListChanged(method: string): void;
  /** What belongs to no request. `owners` are those whose requests are under way. */
  onNotification(frame: Frame, owners: readonly string[]): void;
  onDropped(why: string): void;
}

const LIST_CHANGED = /^notifications\/(?:tools|prompts|resources)\/list_changed$/u;

/** Brings what a server says to the call that it belongs to, where it can be told, or else to everybody's ear. */
export class Notices {
  readonly #calls: PendingCalls;
  readonly #events: NoticeEvents;
  /** Whose connection it is; undefined where all share it. */
  readonly #onlyOwner: string | undefined;
  readonly #gate: FloodGate;
  readonly #tasks = new TaskProgress();

  constructor(calls: PendingCalls, events: NoticeEvents, onlyOwner: string | undefined) {
    this.#calls = calls;
    this.#events = events;
    this.#onlyOwner = onlyOwner;
    this.#gate = new FloodGate(() => events.onDropped('it says more than can be passed on; some of it is left out'));
  }

  /** @param origin the request on whose own stream it came */
  take(frame: Frame, origin: number | undefined): void {
    const { method, params } = frame.message;
    if (typeof method !== 'string') return undefined;
    if (method === 'notifications/progress') return this.#takeProgress(frame);
    if (LIST_CHANGED.test(method)) return this.#events.onListChanged(method);
    if (method === 'notifications/tasks/status') this.#tasks.statusIs(params);
    const call = origin === undefined ? undefined : this.#calls.get(origin);
    if (method === 'notifications/subscriptions/acknowledged') {
      const id = member(member(params, '_meta'), META.subscriptionId);
      const subscription = call ?? (typeof id === 'number' ? this.#calls.get(id) : undefined);
      return subscription?.options.onAcknowledged?.(frame);
    }
    const isLog = method === 'notifications/message';
    const hearer = isLog ? this.#hearer(call) : undefined;
    if (hearer) return this.#gate.pass(true, () => hearer.options.onMessage?.(frame), hearer);
    const owners = this.#owners(call);
    return this.#gate.pass(isLog, () => this.#events.onNotification(frame, owners));
  }

  /** Lets through what was held back for a call that is about to be answered. */
  callEnds(call: PendingCall, answer: Frame): void {
    this.#gate.release(call);
    this.#tasks.answered(call, answer);
  }

  close(): void {
    this.#gate.close();
    this.#tasks.close();
  }

  #takeProgress(frame: Frame): void {
    const token = member(frame.message.params, 'progressToken');
    if (typeof token !== 'number') return;
    const call = this.#calls.get(token);
    if (!call) return this.#tasks.progressed(token, frame);
    // Only who asked for progress hears it, and only for them it keeps the call alive.
    if (!call.options.onProgress) return;
    call.progressed(performance.now());
    call.options.onProgress(frame);
  }

  /** The call that a log message belongs to: the one on whose stream it came, or the only client's latest. */
  #hearer(call: PendingCall | undefined): PendingCall | undefined {
    if (call?.options.onMessage) return call;
    if (call) return undefined;
    return this.#calls.latestOfOnlyOwner(({ options }) => options.onMessage !== undefined);
  }

  #owners(call: PendingCall | undefined): readonly string[] {
    if (this.#onlyOwner !== undefined) return [this.#onlyOwner];
    const owner = call?.options.owner;
    return owner === undefined ? this.#calls.owners : [owner];
  }
}
