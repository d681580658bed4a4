import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { dataFolder } from '../../config/data-folder.ts';
import { readRelayFile } from '../../gateway/instance/relay-file.ts';
import { messageOf } from '../../protocol/errors.ts';
import { ROOT } from './build.ts';

/** An app that ends with a failure this soon could not even start, in milliseconds. */
const START_MS = 10_000;
const POLL_MS = 100;

/**
 * Runs the built app with Electron until it ends.
 * @param onRunning is given the relay's /mcp address once it listens
 * @returns false where the app could not start
 */
export async function runApp(
  electron: string,
  env: Readonly<Record<string, string>>,
  onRunning: (url: string) => Promise<void>,
): Promise<boolean> {
  const started = Date.now();
  const app = spawn(electron, [ROOT], { stdio: 'inherit', env: { ...process.env, ...env } });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.kill('SIGTERM'));
  const ended = once(app, 'exit').catch(() => {});
  whenRunning(app, env, onRunning).catch((error: unknown) => process.stderr.write(`${messageOf(error)}\n`));
  await ended;
  const code = app.exitCode ?? 1;
  if (code !== 0 && Date.now() - started < START_MS) return false;
  process.exitCode = code;
  return true;
}

async function whenRunning(
  app: ChildProcess,
  env: Readonly<Record<string, string>>,
  onRunning: (url: string) => Promise<void>,
): Promise<void> {
  const { relayFile } = dataFolder({ ...process.env, ...env });
  while (app.exitCode === null) {
    const running = readRelayFile(relayFile);
    if (running && running.pid === app.pid) return onRunning(running.endpoints.mcp);
    await wait(POLL_MS);
  }
  return undefined;
}
