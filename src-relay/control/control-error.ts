import type { ControlErrorCode } from './contract.ts';

/** A procedure could not do what it was asked; the message is a sentence for a person, with the next step. */
export class ControlError extends Error {
  readonly code: ControlErrorCode;

  constructor(code: ControlErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ControlError';
    this.code = code;
  }
}
