import { within } from '../../harness/deadline.ts';

const WAIT_MS = 10_000;

/** Notifications of changed resources that a client got. */
export class Updates {
  readonly #waiting = new Map<string, () => void>();

  tell(uri: string): void {
    this.#waiting.get(uri)?.();
  }

  /** @returns what waits until the client is told; it may be told before anybody waits */
  of(uri: string): () => Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(uri, resolve);
    return () => within(`notifications/resources/updated for ${uri}`, promise, WAIT_MS);
  }
}
