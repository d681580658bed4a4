import type { ServerResponse } from 'node:http';
import { isOpen } from './keep-alive.ts';

/** Characters that go to a connection at once; the next ones follow when they are taken. */
const PART_LENGTH = 256 * 1024;

/** Bytes of answers that may lie unread: of one client, which is room for two of the longest messages, and of all together. */
const MAX_UNREAD = { client: 128 * 1024 * 1024, all: 512 * 1024 * 1024 } as const;

const SWEEP_MS = 1000;
/** Sweeps in a row without a part taken that make a connection unread. */
const UNREAD_SWEEPS = 30;
/** The same where all clients together have more unread than they may. */
const CROWDED_SWEEPS = 5;

interface Transfer {
  /** The client that it is for. */
  readonly owner: string;
  readonly response: ServerResponse;
  /** Bytes that are kept for it until all of it is taken. */
  readonly bytes: number;
  /** Sweeps since a part of it was taken. Not a time: after one busy second of its own the relay would blame the client. */
  quiet: number;
}

/**
 * Large answers on their way to clients. A client that has left too much of them unread gets no more until it reads, and a
 * connection on which nothing is taken for half a minute is cut.
 */
export class Backlog {
  readonly #transfers = new Set<Transfer>();
  #sweeper: NodeJS.Timeout | undefined;

  /** Whether something is still to be taken. */
  get isBusy(): boolean {
    return this.#transfers.size > 0;
  }

  /** Whether one more answer of this many bytes may be kept for a client. One alone always may. */
  hasRoom(owner: string, bytes: number): boolean {
    let own = 0;
    let all = bytes;
    for (const transfer of this.#transfers) {
      all += transfer.bytes;
      if (transfer.owner === owner) own += transfer.bytes;
    }
    return own === 0 || (own + bytes <= MAX_UNREAD.client && all <= MAX_UNREAD.all);
  }

  /**
   * Writes the rest of a response, part by part, and ends it. The text is kept and not its bytes, which would be a copy.
   * @param bytes the length of the text in UTF-8
   */
  send(owner: string, response: ServerResponse, text: string, bytes: number): void {
    if (!isOpen(response)) return;
    const transfer: Transfer = { owner, response, bytes, quiet: 0 };
    let sent = 0;
    const write = (): void => {
      transfer.quiet = 0;
      while (isOpen(response)) {
        const end = endOfPart(text, sent);
        const part = text.slice(sent, end);
        sent = end;
        if (sent >= text.length) response.end(part);
        else if (!response.write(part)) return;
      }
    };
    this.#transfers.add(transfer);
    response.on('drain', write);
    response.once('close', () => this.#transfers.delete(transfer));
    this.#sweeper ??= setInterval(() => this.#sweep(), SWEEP_MS).unref();
    write();
  }

  close(): void {
    clearInterval(this.#sweeper);
  }

  #sweep(): void {
    for (const transfer of this.#transfers) {
      // One that waits for another on its connection, as pipelined requests do, never hears of the end of it.
      if (transfer.response.req.socket.destroyed) this.#transfers.delete(transfer);
    }
    if (this.#transfers.size === 0) {
      clearInterval(this.#sweeper);
      this.#sweeper = undefined;
      return;
    }
    let all = 0;
    for (const transfer of this.#transfers) {
      // Behind another one the client cannot take it.
      if (transfer.response.socket) transfer.quiet += 1;
      all += transfer.bytes;
    }
    const most = all > MAX_UNREAD.all ? CROWDED_SWEEPS : UNREAD_SWEEPS;
    for (const { response, quiet } of this.#transfers) if (quiet >= most) response.destroy();
  }
}

/** Where a part ends that begins here: not within a pair of surrogates, which would be two broken characters. */
function endOfPart(text: string, begin: number): number {
  const end = begin + PART_LENGTH;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd8_00 && last <= 0xdb_ff ? end + 1 : end;
}
