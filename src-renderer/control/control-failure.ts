import type { ControlErrorCode } from '../../src-relay/control/contract.ts';

/** Why a procedure did not answer; `signed_out` is the page's own: its session at the relay is over. */
export type FailureCode = ControlErrorCode | 'signed_out';

/** A procedure that failed. The message is a sentence for people and says what to do next. */
export class ControlFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string) {
    super(message);
    this.name = 'ControlFailure';
    this.code = code;
  }
}

/** The sentence to show for whatever was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ControlFailure) return error.message;
  return error instanceof Error ? error.message : String(error);
}
