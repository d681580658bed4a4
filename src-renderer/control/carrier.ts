/**
 * Who listens to a subscription: batches as they came, unparsed, then at most one end. Before and between them it may hear
 * that there is no relay, and why; the subscription then begins anew by itself.
 */
export interface Hearer {
  batch(raw: unknown): void;
  absent(why: string): void;
  ended(cause: 'lost' | 'signed-out'): void;
}

/** What carries procedures and events between this page and the relay: Electron IPC or HTTP. */
export interface Carrier {
  /** Answers with what should be a ControlReply; throws a ControlFailure where nothing came back. */
  call(procedure: string, input: unknown): Promise<unknown>;
  /** Opens one subscription and returns what closes it; it is not opened again by itself. */
  subscribe(hearer: Hearer): () => void;
}
