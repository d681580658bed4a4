/** How often it is looked whether the parent process is still there, in milliseconds. */
const LOOK_MS = 2000;

/**
 * Resolves when the process that has started this one is gone. Its end closes standard input, unless something else that it
 * has started holds the other end of the pipe.
 */
export function parentGone(): { readonly gone: Promise<void>; close(): void } {
  const parent = process.ppid;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setInterval(() => {
    if (process.ppid !== parent || !isAlive(parent)) resolve();
  }, LOOK_MS);
  timer.unref();
  return { gone: promise, close: () => clearInterval(timer) };
}

/** On Windows a process keeps the number of a parent that has ended. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
