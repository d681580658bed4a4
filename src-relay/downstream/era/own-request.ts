import type { Frame } from '../../protocol/frame.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { envelopeFor } from '../../protocol/modern/envelope.ts';
import { membersText } from '../../protocol/modern/object-text.ts';
import type { OutgoingRequest } from '../request.ts';

/**
 * What a client can do that the relay connects for: it can ask whatever its clients can, and answers per call. Which client
 * can do what is known only when a call is under way.
 */
export const SHARED_CAPABILITIES: JsonObject = {
  sampling: {},
  elicitation: { form: {}, url: {} },
  roots: { listChanged: true },
};

const ENVELOPE = membersText(
  Object.entries(envelopeFor({ capabilities: { ...SHARED_CAPABILITIES, roots: {} }, logLevel: undefined })),
);

/** A request of the relay's own, in either era. */
export function ownRequest(method: string, params: JsonObject = {}): OutgoingRequest {
  const members = JSON.stringify(params).slice(1, -1);
  return {
    method,
    write(id, era) {
      const meta = era === 'modern' ? `"_meta":{${ENVELOPE}}` : '';
      const all = [members, meta].filter((part) => part !== '').join(',');
      const source = all === '' ? '' : `,"params":{${all}}`;
      return `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)}${source}}`;
    },
  };
}

/** A server answered a request of the relay's own with an error. */
export class Refusal extends Error {
  readonly error: JsonObject;
  /** The whole response. */
  readonly frame: Frame;
  constructor(method: string, error: JsonObject, frame: Frame) {
    super(`it answered ${method} with an error`);
    this.name = 'Refusal';
    this.error = error;
    this.frame = frame;
  }
}
