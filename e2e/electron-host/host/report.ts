import { DisconnectedError } from './cdp.ts';

/** Lets an error of the app's own code end the app, as an uncaught one does, though a promise has caught it. */
export function raise(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}

/** Says on stderr what went wrong. That a page or Chromium has just ended is no error: somebody wanted it to. */
export function reportError(where: string, error: unknown): void {
  if (error instanceof DisconnectedError) return;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`electron-host: ${where}: ${text}\n`);
}
