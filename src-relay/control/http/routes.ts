import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyProblem, inviteBody } from '../../gateway/http/body.ts';
import { keepAlive } from '../../gateway/http/keep-alive.ts';
import type { Routes } from '../../gateway/http/listener.ts';
import { replyDetail, replyJson } from '../../gateway/http/reply.ts';
import { messageOf } from '../../protocol/errors.ts';
import { SSE_HEADERS, sseEvent } from '../../protocol/sse.ts';
import { HTTP, MAX_INPUT, type ControlErrorCode, type ControlReply, type EventBatch } from '../contract.ts';
import type { Control } from '../control.ts';
import { readInput } from './input.ts';
import type { PageFiles } from './page-files.ts';
import type { PageSessions } from './sessions.ts';
import { NOTE_HEADERS, notePage } from './sign-in-page.ts';

export interface ControlRoutesParts {
  readonly control: Control;
  readonly sessions: PageSessions;
  readonly files: PageFiles;
  readonly controlToken: string;
  /** The port listened on, known once it is. Browsers send a host's cookies to all its ports: the name tells them apart. */
  readonly port: () => number;
  /** Hears why somebody was refused. */
  readonly onRefused: (message: string) => void;
}

/** Bytes of events that wait for a slow page; beyond it batches are left out, and the page sees the gap. */
const MAX_BACKLOG = 4 * 1024 * 1024;
/** Cookies of the page's name that are looked at. */
const MAX_COOKIES = 10;
const HOW_TO_SIGN_IN = 'Get a new link with <code>npm run -s relay -- ui</code>. A link works once, within an hour.';

/**
 * The HTTP carrier of the control contract, and the page that speaks it (spec/relay.md, "Running it"). Client tokens open
 * nothing here: it takes the control token, or what a page got for its one-time link.
 */
export class ControlRoutes implements Routes {
  readonly #parts: ControlRoutesParts;
  readonly #streams = new Set<ServerResponse>();
  /** The last batch that was told, as it was sent. */
  #told: { readonly batch: EventBatch; readonly event: Buffer } | undefined;

  constructor(parts: ControlRoutesParts) {
    this.#parts = parts;
  }

  handle(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const isPage = path === HTTP.ui || path.startsWith(`${HTTP.ui}/`);
    if (!isPage && path !== HTTP.control && !path.startsWith(`${HTTP.control}/`)) return false;
    // Links and cookies travel in clear: beyond this machine they would be anybody's (a tunnel ends on it).
    if (!isLoopback(request.socket.remoteAddress)) {
      this.#parts.onRefused('A request for management from another machine was refused.');
      replyDetail(response, 403, 'Management is for this machine alone. Come through a tunnel, e.g. ssh -L.');
    } else if (isPage) this.#page(request, response, path);
    else this.#control(request, response, path);
    return true;
  }

  close(): void {
    for (const stream of this.#streams) stream.end();
  }

  #page(request: IncomingMessage, response: ServerResponse, path: string): void {
    if (request.method !== 'GET') return replyDetail(response, 405, 'Use GET.', { allow: 'GET' });
    const name = path.slice(HTTP.ui.length + 1);
    if (name.startsWith('link/')) return this.#redeem(request, response, name.slice('link/'.length));
    if (!this.#cookies(request).some((cookie) => this.#parts.sessions.knows(cookie))) {
      this.#parts.onRefused('A page without a valid link was refused.');
      return note(response, 401, 'This page needs a link', HOW_TO_SIGN_IN);
    }
    const file = this.#parts.files.find(name);
    if (file) {
      response.writeHead(200, { ...file.headers, 'content-length': file.body.length });
      response.end(file.body);
    } else if (this.#parts.files.isEmpty) {
      note(
        response,
        503,
        'The page is not built',
        'Build it with <code>npm run build</code>, then start the relay again.',
      );
    } else replyDetail(response, 404, 'There is nothing here.');
    return undefined;
  }

  /** Turns a one-time link into the two halves of a page's credential: a cookie, and a key that no server sees again. */
  #redeem(request: IncomingMessage, response: ServerResponse, code: string): void {
    const { sessions } = this.#parts;
    const credentials = sessions.redeem(code);
    if (credentials) {
      const cookie = `${this.#cookieName}=${credentials.cookie}; Path=/; HttpOnly; SameSite=Strict`;
      redirect(response, `${HTTP.ui}/#key=${credentials.key}`, { 'set-cookie': cookie });
    } else if (this.#cookies(request).some((cookie) => sessions.knows(cookie))) {
      // The browser that used it: going back to the link shows the page.
      redirect(response, `${HTTP.ui}/`, {});
    } else {
      this.#parts.onRefused('A used or unknown link was refused.');
      note(response, 401, 'This link was used already, or is too old', HOW_TO_SIGN_IN);
    }
  }

  #control(request: IncomingMessage, response: ServerResponse, path: string): void {
    const isProgram = this.#hasControlToken(request);
    if (!isProgram && !this.#isOwnPage(request)) {
      this.#parts.onRefused('A request for management without the right to it was refused.');
      return reply(response, 401, failure('The control token, or a page opened by a one-time link, is needed.'));
    }
    if (path === HTTP.events) {
      if (request.method !== 'GET') return replyDetail(response, 405, 'Use GET.', { allow: 'GET' });
      return this.#stream(response);
    }
    if (request.method !== 'POST') return replyDetail(response, 405, 'Use POST.', { allow: 'POST' });
    if (path === HTTP.links) {
      if (!isProgram) return reply(response, 403, failure('Only the command line makes links.'));
      const output = { path: `${HTTP.ui}/link/${this.#parts.sessions.createLink()}` };
      return reply(response, 200, { ok: true, output });
    }
    this.#call(request, response, path.slice(HTTP.control.length + 1)).catch((error: unknown) => {
      if (!response.headersSent)
        reply(response, 400, failure(`The request cannot be read (${messageOf(error)}).`, 'bad_input'));
      else response.destroy();
    });
    return undefined;
  }

  async #call(request: IncomingMessage, response: ServerResponse, procedure: string): Promise<void> {
    // A page of another origin can send forms and plain text without asking, JSON it cannot.
    const problem = bodyProblem(request);
    if (problem) {
      this.#parts.onRefused('A request for management with another body than JSON was refused.');
      return reply(response, 415, failure(problem.detail, 'bad_input'));
    }
    const isShort = Number(request.headers['content-length'] ?? 0) <= MAX_INPUT;
    if (isShort) inviteBody(request, response);
    const input = isShort ? await readInput(request, MAX_INPUT) : undefined;
    if (input === undefined) {
      this.#parts.onRefused('A request for management with an endless body was refused.');
      return reply(response, 413, failure(`The input is over ${MAX_INPUT} bytes.`, 'bad_input'));
    }
    const answer = await this.#parts.control.call(procedure, input);
    return reply(response, answer.ok ? 200 : STATUS_OF[answer.error.code], answer);
  }

  #stream(response: ServerResponse): void {
    response.writeHead(200, { ...SSE_HEADERS, 'cache-control': 'no-store' });
    this.#streams.add(response);
    const unsubscribe = this.#parts.control.subscribe((batch: EventBatch) => {
      if (response.writableLength < MAX_BACKLOG) response.write(this.#eventOf(batch));
    });
    keepAlive(response, () => {
      unsubscribe();
      this.#streams.delete(response);
    });
  }

  /** A batch goes to all streams as the same bytes: they are made once. */
  #eventOf(batch: EventBatch): Buffer {
    if (this.#told?.batch !== batch) this.#told = { batch, event: Buffer.from(sseEvent(JSON.stringify(batch))) };
    return this.#told.event;
  }

  /**
   * A page that came by a link, asking from where it was loaded. Browsers say where a request comes from in Sec-Fetch-Site;
   * another port of this machine is the same site, but not the same origin.
   */
  #isOwnPage(request: IncomingMessage): boolean {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return false;
    const key = request.headers[HTTP.keyHeader];
    if (typeof key !== 'string') return false;
    return this.#cookies(request).some((cookie) => this.#parts.sessions.isValid(cookie, key));
  }

  #hasControlToken(request: IncomingMessage): boolean {
    const given = /^bearer (?<token>\S+)$/iu.exec(request.headers.authorization ?? '')?.groups?.token;
    if (given === undefined) return false;
    return timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', this.#parts.controlToken, 'buffer'));
  }

  get #cookieName(): string {
    return `mcp_relay_ui_${this.#parts.port()}`;
  }

  /**
   * All cookies of the name: another program on this host can set one with a narrower path, which browsers send first, and
   * must not lock the page out by it.
   */
  #cookies(request: IncomingMessage): readonly string[] {
    const prefix = `${this.#cookieName}=`;
    const pairs = request.headers.cookie?.split(/;\s*/u).filter((one) => one.startsWith(prefix)) ?? [];
    return pairs.slice(0, MAX_COOKIES).map((pair) => pair.slice(prefix.length));
  }
}

/** Whether a peer's address is this machine's own (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3), IPv4 within IPv6 included. */
function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/u.test(address);
}

const STATUS_OF = {
  bad_input: 400,
  not_found: 404,
  refused: 403,
  conflict: 409,
  failed: 500,
  unreachable: 502,
} as const;

function failure(message: string, code: ControlErrorCode = 'refused'): ControlReply {
  return { ok: false, error: { code, message } };
}

function reply(response: ServerResponse, status: number, body: ControlReply): undefined {
  return replyJson(response, status, JSON.stringify(body), {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
}

function redirect(response: ServerResponse, location: string, headers: Readonly<Record<string, string>>): void {
  response.writeHead(303, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...headers });
  response.end();
}

function note(response: ServerResponse, status: number, title: string, text: string): undefined {
  response.writeHead(status, NOTE_HEADERS);
  response.end(notePage(title, text));
}
