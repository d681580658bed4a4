import type { Readable } from 'node:stream';

/** What a server said when it refused a request for want of authorisation. */
export interface Refusal {
  readonly status: 401 | 403;
  /** The `WWW-Authenticate` fields as they came; empty where there were none. */
  readonly challenges: readonly string[];
  /** What had been sent to authorise the request. */
  readonly sent: AuthorizationHeaders;
  /** The request is not sent once more, whatever the answer is. */
  readonly isLast: boolean;
}

export type AuthorizationHeaders = Readonly<Record<string, string>>;

/** Authorises the requests to one server. A transport asks it where a request is made, and knows nothing of how. */
export interface Authorizer {
  /** What authorises a request that is sent now. Rejects with a sentence where nothing can. */
  headers(): AuthorizationHeaders | Promise<AuthorizationHeaders>;
  /**
   * Whether a refused request may be sent once more, with new headers. False: the refusal has nothing to do with a sign-in.
   * Rejects with a sentence that says what a person has to do.
   */
  refused(refusal: Refusal): Promise<boolean>;
}

/** The part of an HTTP response that matters here. */
interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Pick<Readable, 'destroy'> & { dump(): Promise<unknown> };
}

/**
 * Sends a request with what authorises it, and once more where the authorizer has something better after a refusal.
 * @param signal ends the wait for the authorizer; `send` heeds it by itself
 * @throws what `send` and the authorizer throw
 */
export async function authorized<T extends Answer>(
  authorizer: Authorizer | undefined,
  signal: AbortSignal,
  send: (headers: AuthorizationHeaders) => Promise<T>,
): Promise<T> {
  if (!authorizer) return send({});
  for (let isLast = false; ; isLast = true) {
    const sent = await unlessAborted(authorizer.headers(), signal);
    const answer = await send(sent);
    const { statusCode: status } = answer;
    if (status !== 401 && status !== 403) return answer;
    const challenges = [answer.headers['www-authenticate'] ?? []].flat();
    let mayRetry: boolean;
    try {
      mayRetry = await unlessAborted(authorizer.refused({ status, challenges, sent, isLast }), signal);
    } catch (error) {
      letGo(answer);
      throw error;
    }
    if (!mayRetry || isLast) return answer;
    letGo(answer);
  }
}

/** Nobody reads this answer: its connection must not stay taken by it. */
function letGo(answer: Answer): void {
  answer.body.dump().catch(() => {});
}

async function unlessAborted<T>(value: T | Promise<T>, signal: AbortSignal): Promise<T> {
  if (!(value instanceof Promise)) return value;
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([value, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
