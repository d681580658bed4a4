import { app } from 'electron';

/** How long stopping may take before the app ends all the same, in milliseconds; the watchdog then ends what is left. */
const LONGEST_MS = 5000;

/** Has the app stop something before it ends, once, within a bounded time. */
export function stopBeforeQuit(stop: () => Promise<void>): void {
  let isStopping = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isStopping) return;
    isStopping = true;
    const timer = setTimeout(() => app.exit(0), LONGEST_MS);
    stop()
      .catch((error: unknown) => process.stderr.write(`stopping failed: ${String(error)}\n`))
      .finally(() => {
        clearTimeout(timer);
        app.exit(0);
      });
  });
}
