import { createHash } from 'node:crypto';
import type { InstructionPin, TrustStore } from './trust-store.ts';

/** What becomes of a server's instructions: clients get them, or a person is asked first. */
export type InstructionVerdict = 'accepted' | 'new' | 'changed';

/** Instructions that wait for a person. */
export interface WaitingInstructions {
  readonly server: string;
  readonly hash: string;
  readonly text: string;
  /** Undefined where none were accepted before. */
  readonly before: { readonly text: string; readonly approvedAt: number } | undefined;
  /** Why they cannot be accepted at all: what the scan found in them. */
  readonly unsafe: string | undefined;
}

/** The accepted instructions of each server: they are text that reaches the model, as definitions are. */
export class InstructionPins {
  readonly #store: TrustStore;
  readonly #asks: boolean;
  /** What each server says now, as long as it waits. */
  readonly #waiting = new Map<string, WaitingInstructions>();

  /** @param asks whether a person accepts what is seen for the first time */
  constructor(store: TrustStore, asks: boolean) {
    this.#store = store;
    this.#asks = asks;
  }

  /**
   * Holds what a server says now against what was accepted of it.
   * @param text as clients would read it: scanned, secrets masked
   */
  judge(server: string, source: string, text: string): InstructionVerdict {
    const hash = hashOf(server, source);
    const pin = this.#store.instructions(server);
    this.#waiting.delete(server);
    if (pin?.hash === hash) {
      if (pin.pendingHash !== null)
        this.#store.setInstructions({ ...pin, pendingHash: null, pendingText: null }, undefined);
      return 'accepted';
    }
    const isNew = pin === undefined || pin.hash === '';
    if (isNew && !this.#asks) {
      this.#store.setInstructions(accepted(server, hash, text), 'first sight');
      return 'accepted';
    }
    this.#waiting.set(server, { server, hash, text, before: acceptedOf(pin), unsafe: undefined });
    if (pin?.pendingHash !== hash) {
      const base = pin ?? { ...accepted(server, '', ''), approvedAt: 0 };
      this.#store.setInstructions({ ...base, pendingHash: hash, pendingText: text }, undefined);
    }
    return isNew ? 'new' : 'changed';
  }

  /**
   * A server says what the scan found unsafe: where it said something else before, a person should see what changed.
   * @param text with its secrets masked; undefined where it could not be scanned
   */
  refuse(server: string, source: string, text: string | undefined, unsafe: string): void {
    const before = acceptedOf(this.#store.instructions(server));
    this.#waiting.delete(server);
    if (!before || text === undefined) return;
    this.#waiting.set(server, { server, hash: hashOf(server, source), text, before, unsafe });
  }

  /** A server gives no instructions now, or is trusted: nothing of it waits. */
  forget(server: string): void {
    this.#waiting.delete(server);
  }

  get waiting(): readonly WaitingInstructions[] {
    return [...this.#waiting.values()];
  }

  /** Accepts the instructions of this hash if they are the ones that wait; gives how it was before, to put it back. */
  accept(server: string, hash: string): InstructionPin | undefined {
    const waiting = this.#waiting.get(server);
    const pin = this.#store.instructions(server);
    if (waiting?.hash !== hash || waiting.unsafe !== undefined || !pin) return undefined;
    this.#store.setInstructions(accepted(server, hash, waiting.text), 'person');
    this.#waiting.delete(server);
    return pin;
  }

  /** Puts a pin back as it was; the server's instructions have to be judged again. */
  restore(pin: InstructionPin): void {
    this.#store.setInstructions(pin, pin.hash === '' ? undefined : 'undo');
  }
}

function hashOf(server: string, source: string): string {
  return createHash('sha256')
    .update(JSON.stringify([server, source]))
    .digest('hex');
}

function acceptedOf(pin: InstructionPin | undefined): WaitingInstructions['before'] {
  return pin === undefined || pin.hash === '' ? undefined : { text: pin.text, approvedAt: pin.approvedAt };
}

function accepted(server: string, hash: string, text: string): InstructionPin {
  return { server, hash, text, approvedAt: Date.now(), pendingHash: null, pendingText: null };
}
