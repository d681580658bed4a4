/**
 * A second signal this soon is the first one come another way: a terminal sends Ctrl-C to the whole group, and npm hands
 * its own on as well. In milliseconds.
 */
const SAME_SIGNAL_MS = 1000;

/** Resolves at the first SIGTERM, SIGINT or SIGHUP; one that comes later again ends the process at once. */
export function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => {
        const now = performance.now();
        first ??= now;
        if (now - first > SAME_SIGNAL_MS) process.exit(1);
        resolve(signal);
      });
    }
  });
}
