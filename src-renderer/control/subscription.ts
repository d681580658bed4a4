import { type ControlEvent, eventBatchSchema } from '../../src-relay/control/contract.ts';
import type { Carrier } from './carrier.ts';
import { step, waitBefore } from './numbering.ts';

export type ConnectionState = 'connecting' | 'live' | 'lost' | 'signed-out';

/** What a page does with the relay's events. */
export interface Subscriber {
  /** @param why the reason, where somebody has said it */
  state(state: ConnectionState, why?: string): void;
  events(events: readonly ControlEvent[]): void;
  /** Something was missed, or nothing is known yet: ask everything anew. */
  resync(): void;
}

export interface Subscription {
  /** Connects again at once instead of waiting. */
  retry(): void;
  stop(): void;
}

/** Batches that cannot be read make the page ask anew at most this often, in milliseconds. */
const RESYNC_MS = 10_000;

/** Keeps one subscription open: numbers are checked, a lost one is opened again with growing waits. */
export function openSubscription(carrier: Carrier, subscriber: Subscriber): Subscription {
  let close: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let resyncedAt = 0;

  const open = (): void => {
    let last: number | undefined;
    close = carrier.subscribe({
      batch(raw) {
        const parsed = eventBatchSchema.safeParse(raw);
        // What cannot be read was missed; all of it may be so where page and relay are of different versions.
        if (!parsed.success) {
          if (Date.now() - resyncedAt < RESYNC_MS) return;
          resyncedAt = Date.now();
          return subscriber.resync();
        }
        const { number, events } = parsed.data;
        const meaning = step(last, number);
        last = number;
        if (meaning === 'first') {
          attempt = 0;
          subscriber.state('live');
        }
        if (events.length > 0) subscriber.events(events);
        if (meaning !== 'next') subscriber.resync();
      },
      absent(why) {
        last = undefined;
        subscriber.state('lost', why);
      },
      ended(cause) {
        close = undefined;
        subscriber.state(cause);
        if (cause === 'lost') timer = setTimeout(open, waitBefore(attempt++));
      },
    });
  };

  const stop = (): void => {
    clearTimeout(timer);
    close?.();
    close = undefined;
  };

  subscriber.state('connecting');
  open();
  return {
    stop,
    retry() {
      stop();
      attempt = 0;
      subscriber.state('connecting');
      open();
    },
  };
}
