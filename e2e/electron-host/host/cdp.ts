import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';

/** Chromium's DevTools protocol, as Playwright ships its types. */
export type { Protocol };
export type CommandName = keyof Protocol.CommandParameters;
export type EventName = keyof Protocol.Events;

const messageSchema = z.object({
  id: z.number().optional(),
  sessionId: z.string().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** With ELECTRON_HOST_TRACE set, the talk with Chromium goes to stderr, each message cut to that many characters. */
const tracedLength = Number(process.env['ELECTRON_HOST_TRACE'] ?? 0);

function trace(direction: string, message: string): void {
  if (tracedLength > 0) process.stderr.write(`${direction} ${message.slice(0, tracedLength)}\n`);
}

interface PendingCommand {
  readonly method: string;
  readonly sessionId: string | undefined;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The protocol's own definition is the type of what Chromium answers; checking each answer again would prove nothing. */
function isAnswerTo<T extends CommandName>(method: T, result: unknown): result is Protocol.CommandReturnValues[T] {
  return typeof result === 'object' && result !== null && method !== undefined;
}

/** Chromium ended, or the page did, before it answered. */
export class DisconnectedError extends Error {
  override readonly name = 'DisconnectedError';
}

/** One page, or the browser itself, as a partner of the DevTools protocol. */
export class CdpSession {
  readonly #connection: CdpConnection;
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly id: string | undefined;

  constructor(connection: CdpConnection, id: string | undefined) {
    this.#connection = connection;
    this.id = id;
  }

  /** Commands of one session are carried out in the order in which they were sent. */
  async send<T extends CommandName>(
    method: T,
    params?: Protocol.CommandParameters[T],
  ): Promise<Protocol.CommandReturnValues[T]> {
    const result = await this.#connection.send(method, params ?? {}, this.id);
    if (!isAnswerTo(method, result)) throw new Error(`${method}: Chromium gave no result`);
    return result;
  }

  on<T extends EventName>(event: T, listener: (params: Protocol.Events[T]) => void): void {
    this.#events.on(event, listener);
  }

  dispatch(method: string, params: unknown): void {
    this.#events.emit(method, params);
  }
}

/** The pipe to Chromium. Chromium ends when it closes, also when this process is killed: nothing is left behind. */
export class CdpConnection {
  readonly browser = new CdpSession(this, undefined);
  readonly #input: Writable;
  readonly #pending = new Map<number, PendingCommand>();
  readonly #sessions = new Map<string, CdpSession>();
  #lastId = 0;
  #isClosed = false;

  constructor(input: Writable, output: Readable) {
    this.#input = input;
    let rest = '';
    output.setEncoding('utf8');
    output.on('data', (chunk: string) => {
      const messages = (rest + chunk).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#receive(message);
    });
    output.on('close', () => this.#close());
    // A write that fails means that Chromium has ended, which the other pipe reports as well.
    input.on('error', () => this.#close());
    output.on('error', () => this.#close());
  }

  send(method: string, params: object, sessionId: string | undefined): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new DisconnectedError(`${method}: Chromium has ended`));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { method, sessionId, resolve, reject });
      const message = JSON.stringify({ id, method, params, sessionId });
      trace('>', message);
      this.#input.write(`${message}\0`);
    });
  }

  session(id: string): CdpSession {
    const known = this.#sessions.get(id);
    if (known !== undefined) return known;
    const session = new CdpSession(this, id);
    this.#sessions.set(id, session);
    return session;
  }

  /** A page that is gone answers nothing any more. */
  endSession(id: string): void {
    this.#sessions.delete(id);
    this.#rejectPending((command) => command.sessionId === id, 'the page is gone');
  }

  #receive(text: string): void {
    trace('<', text);
    const message = messageSchema.parse(JSON.parse(text));
    if (message.id === undefined) {
      const session = message.sessionId === undefined ? this.browser : this.#sessions.get(message.sessionId);
      if (message.method !== undefined) session?.dispatch(message.method, message.params);
      return;
    }
    const command = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.error === undefined) command?.resolve(message.result);
    else command?.reject(new Error(`${command.method}: ${message.error.message}`));
  }

  #close(): void {
    this.#isClosed = true;
    this.#rejectPending(() => true, 'Chromium has ended');
  }

  #rejectPending(isConcerned: (command: PendingCommand) => boolean, reason: string): void {
    for (const [id, command] of this.#pending) {
      if (!isConcerned(command)) continue;
      this.#pending.delete(id);
      command.reject(new DisconnectedError(`${command.method}: ${reason}`));
    }
  }
}
