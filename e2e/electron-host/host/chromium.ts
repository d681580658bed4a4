import { spawn, type ChildProcess } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { CdpConnection } from './cdp.ts';
import { findChromium } from './chromium-binary.ts';
import { claimProfile } from './chromium-profile.ts';
import { chromiumArguments } from './chromium-arguments.ts';
import { launch } from './launch-state.ts';

const END_DEADLINE_MS = 3000;
const NOTHING_OPENS = fileURLToPath(new URL('nothing-opens', import.meta.url));

/** The browser that shows the app's pages. */
export interface Chromium {
  readonly connection: CdpConnection;
  /** Lets Chromium write its profile and end; kills it when that takes too long. */
  end(): Promise<void>;
}

let running: Chromium | undefined;

/** The running browser; there is one from before `ready` until the end. */
export function chromium(): Chromium {
  if (running === undefined) throw new Error('electron-host: Chromium is not running yet');
  return running;
}

export function isChromiumRunning(): boolean {
  return running !== undefined;
}

/** Passes on what Chromium says of its debugging port, for which Playwright waits; the rest is noise unless asked for. */
function relayErrors(child: ChildProcess): Promise<void> {
  const isVerbose = process.env['ELECTRON_HOST_VERBOSE'] !== undefined;
  return new Promise((resolve) => {
    let text = '';
    child.stderr?.setEncoding('utf8');
    child.stderr?.on('data', (chunk: string) => {
      const lines = (text + chunk).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const isPort = line.startsWith('DevTools listening on ');
        if (isPort || isVerbose) process.stderr.write(`${line}\n`);
        if (isPort) resolve();
      }
    });
    child.once('exit', () => resolve());
  });
}

/** Starts Chromium with the app's switches. */
export async function startChromium(sessionData: string, onUnexpectedEnd: (reason: string) => void): Promise<void> {
  const { switches } = launch();
  const profile = await claimProfile(sessionData);
  const child = spawn(await findChromium(), chromiumArguments(switches, profile), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${NOTHING_OPENS}:${process.env['PATH'] ?? ''}` },
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let isEnding = false;
  child.once('error', (error) => onUnexpectedEnd(error.message));
  child.once('exit', (code, signal) => {
    if (!isEnding) onUnexpectedEnd(`Chromium ended by itself (${signal ?? code})`);
  });
  process.on('exit', () => child.kill('SIGKILL'));
  const [, , , input, output] = child.stdio;
  if (!(input instanceof Writable) || !(output instanceof Readable))
    throw new Error('electron-host: no pipe to Chromium');
  const connection = new CdpConnection(input, output);
  const hasPort = relayErrors(child);
  // Without a debugging port nobody waits for one.
  if (switches.has('remote-debugging-port')) await hasPort;
  await connection.browser.send('Browser.getVersion');
  running = {
    connection,
    async end() {
      isEnding = true;
      const timer = setTimeout(() => child.kill('SIGKILL'), END_DEADLINE_MS);
      connection.browser.send('Browser.close').catch(() => undefined);
      await exited;
      clearTimeout(timer);
    },
  };
}
