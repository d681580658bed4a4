import { RelayError } from '../../protocol/errors.ts';

/** How one connection's server is made to tell of changed resources. */
export interface Channel {
  /** Resolves when what was wanted from the start was asked for once. */
  readonly tried: Promise<void>;
  /** Rejects with RelayError where the server does not agree. */
  add(uri: string): Promise<void>;
  remove(uri: string): void;
  close(): void;
}

export function refusedSubscription(server: string, why: string, cause?: unknown): RelayError {
  const message = `Server ${server} does not tell when this resource changes: ${why}.`;
  return new RelayError('AISEC_TOOL_EXECUTION_ERROR', message, { cause });
}
