import { createInterface } from 'node:readline';
import { listWindowsProcesses } from './process-list.ts';
import { killWindowsProcesses } from './taskkill.ts';
import { WatchedChildren } from './watched.ts';

// A program of its own, in the place of a job object: its input closes when the relay dies, however it dies, and then it
// ends what the relay has left. In a bundle it is emitted beside the relay as `process-watcher.js`; see watchdog.ts.
const watched = new WatchedChildren();
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => watched.take(line));
lines.on('close', () => {
  if (watched.isEmpty) return;
  listWindowsProcesses()
    .then((list) => killWindowsProcesses(watched.leftIn(list)))
    .catch(() => {
      process.exitCode = 1;
    });
});
