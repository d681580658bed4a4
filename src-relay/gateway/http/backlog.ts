import type { ServerResponse } from 'node:http';
import { isOpen } from './keep-alive.ts';

/** Bytes that go to a connection at once; the next ones follow when they are taken. */
const PART_BYTES = 256 * 1024;

/** Bytes of answers that may lie unread: of one client, above the longest message, and of all together. */
const MAX_UNREAD = { client: 80 * 1024 * 1024, all: 256 * 1024 * 1024 } as const;

const SWEEP_MS = 250;
/** Sweeps in a row without a part taken that make a connection unread: about a second. */
const UNREAD_SWEEPS = 4;

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
 * Large answers on their way to clients. Where too many bytes of them lie unread, connections on which nothing is taken are
 * cut, the quietest ones first. A client that reads, however slowly, is never cut.
 */
export class Backlog {
  readonly #transfers = new Set<Transfer>();
  #sweeper: NodeJS.Timeout | undefined;

  /** Writes the rest of a response, part by part, and ends it. */
  send(owner: string, response: ServerResponse, body: Buffer): void {
    if (!isOpen(response)) return;
    const transfer: Transfer = { owner, response, bytes: body.length, quiet: 0 };
    let sent = 0;
    const write = (): void => {
      transfer.quiet = 0;
      while (isOpen(response)) {
        const part = body.subarray(sent, (sent += PART_BYTES));
        if (sent >= body.length) response.end(part);
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
    const ofClient = new Map<string, number>();
    for (const transfer of this.#transfers) {
      const { owner, bytes, response } = transfer;
      // Behind another one the client cannot take it.
      if (response.socket) transfer.quiet += 1;
      all += bytes;
      ofClient.set(owner, (ofClient.get(owner) ?? 0) + bytes);
    }
    const unread = [...this.#transfers].filter(({ quiet }) => quiet >= UNREAD_SWEEPS);
    for (const { owner, bytes, response } of unread.toSorted((one, other) => other.quiet - one.quiet)) {
      const own = ofClient.get(owner) ?? 0;
      if (own <= MAX_UNREAD.client && all <= MAX_UNREAD.all) continue;
      response.destroy();
      ofClient.set(owner, own - bytes);
      all -= bytes;
    }
  }
}
