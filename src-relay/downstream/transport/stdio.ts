import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { FrameError, frameFromBytes, type Frame } from '../../protocol/frame.ts';
import { LineSplitter } from '../../protocol/line-splitter.ts';
import { defaultEnvironment } from '../process/environment.ts';
import { killGroup, stopChild } from '../process/stop.ts';
import type { Watchdog } from '../process/watchdog.ts';
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';
import type { Transport, TransportEvents } from './transport.ts';

const STDERR_LINES = 40;
const STDERR_LINE_BYTES = 4096;
/** How long the last output of a program that has ended is waited for, in milliseconds. */
const LAST_OUTPUT_MS = 500;

export interface StdioOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

/** A server as a child process in its own group: one JSON-RPC message a line (MCP 2025-11-25, Transports, stdio). */
export class StdioTransport implements Transport {
  readonly #options: StdioOptions;
  readonly #events: TransportEvents;
  readonly #watchdog: Watchdog;
  #child: ChildProcessWithoutNullStreams | undefined;
  #outgoing: string[] = [];
  #closed = false;
  readonly #stderr: string[] = [];

  constructor(options: StdioOptions, watchdog: Watchdog, events: TransportEvents) {
    this.#options = options;
    this.#watchdog = watchdog;
    this.#events = events;
  }

  open(): Promise<void> {
    const { command, args, cwd, env } = this.#options;
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        cwd,
        env: { ...defaultEnvironment(process.env), ...env, ...this.#watchdog.mark },
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        windowsHide: true,
      });
      this.#child = child;
      child.once('spawn', () => {
        if (child.pid !== undefined) this.#watchdog.add(child.pid);
        resolve();
      });
      child.once('error', (error) => {
        reject(new Error(startFailure(command, cwd, error)));
        this.#end(`the program could not be started (${error.message})`);
      });
      child.once('exit', (code, signal) => {
        // What the child started must not outlive it; its group is the only handle on that.
        killGroup(child, 'SIGKILL');
        if (child.pid !== undefined) this.#watchdog.remove(child.pid);
        const reason =
          signal === null ? `the program ended with exit code ${code}` : `the program was ended by ${signal}`;
        // What it wrote last may still stand in the pipe: 'close' comes when it has been read.
        const late = setTimeout(() => this.#end(reason), LAST_OUTPUT_MS);
        child.once('close', () => {
          clearTimeout(late);
          this.#end(reason);
        });
      });
      // A program that closes one of its ends lives on without being of any use.
      child.stdin.on('error', () => this.#giveUp('the program reads no more'));
      child.stdout.on('end', () => this.#giveUp('the program closed its output'));
      const lines = new LineSplitter(MAX_MESSAGE_BYTES, {
        onLine: (line) => this.#take(line),
        onOversize: (bytes, edges) =>
          this.#events.onGarbage(`a message of ${bytes} bytes is over the limit of ${MAX_MESSAGE_BYTES}`, edges),
      });
      child.stdout.on('data', (chunk: Buffer) => lines.push(chunk));
      const errors = new LineSplitter(STDERR_LINE_BYTES, {
        onLine: (line) => this.#keepError(line.toString('utf8')),
        onOversize: (_bytes, edges) => this.#keepError(`${edges.slice(0, 200)}…`),
      });
      child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    });
  }

  send(source: string): void {
    if ((this.#child?.stdin.writableLength ?? 0) > MAX_MESSAGE_BYTES) {
      throw new Error('it does not read what it is sent');
    }
    this.#outgoing.push(source);
    // One write for all messages of this turn of the loop: a pipe write costs more than the messages' handling.
    if (this.#outgoing.length === 1) setImmediate(this.#flush);
  }

  abandon(): void {}

  established(): void {}

  async close(): Promise<void> {
    this.#flush();
    if (this.#child) await stopChild(this.#child);
    this.#end('it was stopped');
  }

  diagnostics(): readonly string[] {
    return this.#stderr;
  }

  readonly #flush = (): void => {
    if (this.#outgoing.length === 0) return;
    const lines = this.#outgoing;
    this.#outgoing = [];
    const stdin = this.#child?.stdin;
    if (stdin?.writable) stdin.write(`${lines.length === 1 ? lines[0] : lines.join('\n')}\n`);
  };

  #take(line: Buffer): void {
    let frame: Frame;
    try {
      frame = frameFromBytes(line);
    } catch (error) {
      const reason = error instanceof FrameError ? error.message : String(error);
      const text = line.toString('latin1');
      this.#events.onGarbage(reason, text.length > 1024 ? `${text.slice(0, 512)}\n${text.slice(-512)}` : text);
      return;
    }
    this.#events.onFrame(frame);
  }

  #keepError(line: string): void {
    this.#stderr.push(line);
    if (this.#stderr.length > STDERR_LINES) this.#stderr.shift();
  }

  /** Ends a connection whose program still runs; 'exit' tells why, if it was about to end by itself. */
  #giveUp(reason: string): void {
    setTimeout(() => this.#end(reason), LAST_OUTPUT_MS).unref();
  }

  #end(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#events.onClose(reason);
  }
}

function startFailure(command: string, cwd: string | undefined, error: Error): string {
  const isMissing = 'code' in error && error.code === 'ENOENT';
  if (!isMissing) return `"${command}" could not be started: ${error.message}`;
  const where = cwd === undefined ? '' : `, or its working folder ${cwd} does not exist`;
  return `"${command}" was not found on the PATH${where}`;
}
