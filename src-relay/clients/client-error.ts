import type { TextFault } from '../config/json-members.ts';

/**
 * `broken-file`: the client's file cannot be read · `changed-meanwhile`: it is no longer what the plan was made for ·
 * `not-editable`: it is written in a way in which our entry cannot be set alone · `nothing-to-do`: it is so already.
 */
export type ClientErrorCode =
  | 'broken-file'
  | 'changed-meanwhile'
  | 'read-only'
  | 'not-editable'
  | 'not-written'
  | 'not-installed'
  | 'not-connected'
  | 'nothing-to-do'
  | 'nothing-to-undo'
  | 'busy'
  | 'unknown-plan';

/** An AI client's file cannot be read or changed; the message says why and what to do. Nothing was written. */
export class ClientError extends Error {
  readonly code: ClientErrorCode;
  /** where the file is broken */
  readonly fault: TextFault | undefined;

  constructor(code: ClientErrorCode, message: string, options?: ErrorOptions & { fault?: TextFault }) {
    super(message, options);
    this.name = 'ClientError';
    this.code = code;
    this.fault = options?.fault;
  }
}
