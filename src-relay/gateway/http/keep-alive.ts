import type { ServerResponse } from 'node:http';
import { SSE_KEEP_ALIVE } from '../../protocol/sse.ts';

const KEEP_ALIVE_MS = 15_000;

/** Whether something can still be written: a response's own `writable` stays true after its end. */
export function isOpen(stream: ServerResponse): boolean {
  return !stream.writableEnded && !stream.destroyed;
}

/** Sends comments on a quiet stream until it ends or closes; `onClose` hears of either, once. */
export function keepAlive(stream: ServerResponse, onClose: () => void): void {
  const timer = setInterval(() => {
    if (isOpen(stream)) stream.write(SSE_KEEP_ALIVE);
    else clearInterval(timer);
  }, KEEP_ALIVE_MS);
  timer.unref();
  stream.once('close', () => {
    clearInterval(timer);
    onClose();
  });
}
