import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { messageOf } from '../../protocol/errors.ts';
import { REDIRECT_PAGE_HEADERS, redirectPage } from './redirect-page.ts';
import { SignInError } from './sign-in-error.ts';

/** What a browser brought back from the authorization server; all of it can be anybody's word but that the state fits. */
export interface RedirectAnswer {
  readonly code: string | undefined;
  readonly error: string | undefined;
  readonly errorDescription: string | undefined;
  readonly iss: string | undefined;
  /** Shows the person how it ended. */
  readonly reply: (isDone: boolean) => void;
}

const PATH = '/callback';
/** How long a person may take, in milliseconds. */
const PATIENCE_MS = 5 * 60_000;
/** Requests with a wrong state after which somebody is guessing. */
const MAX_STRANGERS = 20;
/** Longest code or other value that is taken, in characters. */
const MAX_VALUE = 4096;

/**
 * Waits on the loopback interface for a browser to come back from a sign-in (RFC 8252, section 7.3): one answer, which has to
 * bring the state of this sign-in. It ends by itself after five minutes.
 */
export class RedirectListener {
  /** Ties the answer to the question (RFC 6749, section 10.12). */
  readonly state = randomBytes(32).toString('base64url');
  readonly #server: Server;
  readonly #port: number;
  readonly #answer = Promise.withResolvers<RedirectAnswer>();
  readonly #timer: NodeJS.Timeout;
  #strangers = 0;
  #isAnswered = false;

  /**
   * Opens it at a port of 127.0.0.1. Throws SignInError where that is taken.
   * @param ports tried in order; 0 is any free one
   */
  static async open(ports: readonly number[], patienceMs = PATIENCE_MS): Promise<RedirectListener> {
    let failure: unknown;
    for (const port of ports) {
      const server = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 10_000 });
      try {
        await listen(server, port);
        return new RedirectListener(server, patienceMs);
      } catch (error) {
        failure = error;
      }
    }
    const where = `port ${ports.at(-1)} of 127.0.0.1`;
    const message = `The browser cannot come back to ${where} (${messageOf(failure)}). Free it, or change "oauth.redirectPort".`;
    throw new SignInError('refused', message);
  }

  private constructor(server: Server, patienceMs: number) {
    this.#server = server;
    const address = server.address();
    this.#port = typeof address === 'object' && address ? address.port : 0;
    server.on('request', (request, response) => this.#handle(request, response));
    this.#answer.promise.catch(() => {});
    this.#timer = setTimeout(() => {
      const message = `Nobody finished the sign-in within ${Math.round(patienceMs / 60_000)} minutes. Start it again.`;
      this.#answer.reject(new SignInError('refused', message));
    }, patienceMs);
  }

  get redirectUri(): string {
    return `http://127.0.0.1:${this.#port}${PATH}`;
  }

  /** The answer. Rejects with a SignInError where none comes, and with the signal's reason. */
  async answer(signal: AbortSignal): Promise<RedirectAnswer> {
    const onAbort = (): void => this.#answer.reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await this.#answer.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#server.close();
    // What was just answered may still be on its way to the browser.
    this.#server.closeIdleConnections();
    setTimeout(() => this.#server.closeAllConnections(), 1000).unref();
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    // A page of another site that reaches this port by a name of its own is not the browser coming back.
    if (request.headers.host !== `127.0.0.1:${this.#port}`) return show(response, 403, 'Not here', 'Nothing is here.');
    const url = new URL(request.url ?? '/', this.redirectUri);
    if (url.pathname !== PATH) return show(response, 404, 'Not here', 'Nothing is here.');
    if (request.method !== 'GET') return show(response, 405, 'Not like this', 'Nothing is taken this way.');
    const read = (name: string): string | undefined => {
      const values = url.searchParams.getAll(name);
      // A parameter that stands twice means different things to different readers (RFC 6749, section 3.1).
      return values.length === 1 && values[0] !== undefined && values[0].length <= MAX_VALUE ? values[0] : undefined;
    };
    if (!isSame(read('state') ?? '', this.state)) {
      this.#strangers += 1;
      if (this.#strangers >= MAX_STRANGERS) {
        this.#answer.reject(
          new SignInError('refused', 'Too many answers did not belong to this sign-in. Start it again.'),
        );
      }
      return show(response, 400, 'Not this sign-in', 'This answer does not belong to the sign-in that is under way.');
    }
    if (this.#isAnswered) return show(response, 400, 'Already answered', 'This sign-in has its answer.');
    this.#isAnswered = true;
    clearTimeout(this.#timer);
    return this.#answer.resolve({
      code: read('code'),
      error: read('error'),
      errorDescription: read('error_description'),
      iss: read('iss'),
      reply: (isDone) =>
        isDone
          ? show(response, 200, 'You are signed in', 'The relay has what it needs. You can close this page.')
          : show(
              response,
              400,
              'The sign-in did not work',
              'The relay says why, where you started it. You can close this page.',
            ),
    });
  }
}

function show(response: ServerResponse, status: number, title: string, text: string): undefined {
  response.writeHead(status, REDIRECT_PAGE_HEADERS);
  response.end(redirectPage(title, text));
}

function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', wanted, 'buffer'));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
