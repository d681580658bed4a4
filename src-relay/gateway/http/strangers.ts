import type { Socket } from 'node:net';
import { MAX_STRANGERS } from './server-limits.ts';

/**
 * Connections on which nobody has shown a credential yet. Only so many are kept, and the oldest make room: whoever opens
 * connections and keeps them cannot lock the others out.
 */
export class Strangers {
  /** Since when they are there, on the clock of performance.now(); the oldest first. */
  readonly #sockets = new Map<Socket, number>();
  readonly #onCrowd: () => void;

  /** @param onCrowd hears that a connection was cut to make room */
  constructor(onCrowd: () => void) {
    this.#onCrowd = onCrowd;
  }

  add(socket: Socket): void {
    this.#sockets.set(socket, performance.now());
    socket.once('close', () => this.#sockets.delete(socket));
    this.makeRoom();
  }

  /** Somebody on this connection has shown who they are. */
  know(socket: Socket): void {
    this.#sockets.delete(socket);
  }

  /** Cuts the oldest where there are too many. Who has just come is about to say who it is. */
  makeRoom(): void {
    const latest = performance.now() - MAX_STRANGERS.graceMs;
    for (const [socket, since] of this.#sockets) {
      if (this.#sockets.size <= MAX_STRANGERS.count || since > latest) return;
      this.#sockets.delete(socket);
      socket.destroy();
      this.#onCrowd();
    }
  }
}
