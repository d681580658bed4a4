import { Cancellation } from '../../protocol/cancellation.ts';
import { isJsonObject, member, type JsonObject } from '../../protocol/json.ts';
import type { Connection } from '../connection/connection.ts';
import { ownRequest, Refusal } from '../era/own-request.ts';

/** How long a server may take to acknowledge, in milliseconds. */
const ACKNOWLEDGE_MS = 10_000;

/** One `subscriptions/listen` that the server has acknowledged (MCP 2026-07-28, Subscriptions). */
export interface ListenStream {
  /** Resources that it tells of. */
  readonly uris: ReadonlySet<string>;
  /** Nothing that was asked for is told: the server has nothing to say on it. */
  readonly isSilent: boolean;
  /** Resolves when it is over: ended by either side, or broken. */
  readonly ended: Promise<void>;
  cancel(): void;
}

/**
 * Opens one and waits for its acknowledgement.
 * @param wanted `notifications` of the request
 * @throws Refusal, RelayError, or an Error where it ends or nothing comes before the acknowledgement
 */
export async function openListenStream(
  connection: Pick<Connection, 'request'>,
  wanted: JsonObject,
): Promise<ListenStream> {
  const cancellation = new Cancellation();
  const acknowledged = Promise.withResolvers<JsonObject>();
  const request = ownRequest('subscriptions/listen', { notifications: wanted });
  const answer = connection.request(request, {
    timeoutMs: 0,
    isLasting: true,
    cancellation,
    onAcknowledged: (frame) => {
      const honoured = member(frame.message.params, 'notifications');
      acknowledged.resolve(isJsonObject(honoured) ? honoured : {});
    },
  });
  const ended = answer.then(
    (frame) => {
      const { error } = frame.message;
      const failure = isJsonObject(error) ? new Refusal(request.method, error, frame) : new Error('it ended at once');
      acknowledged.reject(failure);
    },
    (error: unknown) => acknowledged.reject(error),
  );
  const late = setTimeout(() => {
    acknowledged.reject(new Error('it did not acknowledge a subscription in time'));
    cancellation.cancel();
  }, ACKNOWLEDGE_MS).unref();
  try {
    const honoured = await acknowledged.promise;
    const uris = Array.isArray(honoured.resourceSubscriptions) ? honoured.resourceSubscriptions : [];
    return {
      uris: new Set(uris.filter((uri) => typeof uri === 'string')),
      isSilent: !Object.values(honoured).some((value) => value === true || (Array.isArray(value) && value.length > 0)),
      ended,
      cancel: () => cancellation.cancel(),
    };
  } finally {
    clearTimeout(late);
  }
}
