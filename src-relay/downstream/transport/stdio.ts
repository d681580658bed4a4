import type { Era } from '../../protocol/era.ts';
import { BATCH_VERSION } from '../../protocol/batch.ts';
import { FrameError, frameFromBytes, type Frame } from '../../protocol/frame.ts';
import { LineSplitter } from '../../protocol/line-splitter.ts';
import type { ProgramSpec } from '../process/program/resolve-program.ts';
import type { ProcessSupervisor, SupervisedProgram } from '../process/supervisor.ts';
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';
import { edgesOf, framesIn } from './body.ts';
import { FairReader } from './fair-reader.ts';
import type { OutgoingMessage, Transport, TransportEvents } from './transport.ts';

/** What may wait for a program to read it, in bytes; one more message may stand beyond it. */
const MAX_UNREAD = MAX_MESSAGE_BYTES;
/** How long the last output of a program that has ended is waited for, in milliseconds. */
const LAST_OUTPUT_MS = 500;

/** A server as a child process in its own group: one JSON-RPC message a line (MCP 2025-11-25, Transports, stdio). */
export class StdioTransport implements Transport {
  readonly cancelsByClosing = false;
  readonly #spec: ProgramSpec;
  readonly #events: TransportEvents;
  readonly #processes: ProcessSupervisor;
  readonly #stopped = new AbortController();
  #launching: Promise<SupervisedProgram> | undefined;
  #program: SupervisedProgram | undefined;
  #outgoing: string[] = [];
  /** Characters in #outgoing. */
  #outgoingLength = 0;
  #takesBatches = false;
  #closed = false;

  constructor(spec: ProgramSpec, processes: ProcessSupervisor, events: TransportEvents) {
    this.#spec = spec;
    this.#processes = processes;
    this.#events = events;
  }

  async open(): Promise<void> {
    this.#launching = this.#processes.launch(this.#spec, this.#stopped.signal);
    const program = await this.#launching;
    const { child, stdin, stdout } = program;
    this.#program = program;
    child.once('exit', (code, signal) => {
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
    stdin.on('error', () => this.#giveUp('the program reads no more'));
    stdout.on('end', () => this.#giveUp('the program closed its output'));
    const lines = new LineSplitter(MAX_MESSAGE_BYTES, {
      onLine: (line) => this.#take(line),
      onOversize: (bytes, edges) =>
        this.#events.onGarbage(`a message of ${bytes} bytes is over the limit of ${MAX_MESSAGE_BYTES}`, edges),
    });
    const reader = new FairReader(stdout, (chunk) => lines.push(chunk));
    reader.start();
  }

  send({ source }: OutgoingMessage): void {
    if ((this.#program?.stdin.writableLength ?? 0) + this.#outgoingLength > MAX_UNREAD) {
      throw new Error('the program does not read what it is sent');
    }
    this.#outgoing.push(source);
    this.#outgoingLength += source.length;
    // One write for all messages of this turn of the loop: a pipe write costs more than the messages' handling.
    if (this.#outgoing.length === 1) setImmediate(this.#flush);
  }

  abandon(): void {}

  speak(era: Era, version: string | undefined): void {
    this.#takesBatches = era === 'legacy' && version === BATCH_VERSION;
  }

  established(): void {}

  async close(): Promise<void> {
    this.#flush();
    this.#stopped.abort();
    const program = await this.#launching?.catch(() => undefined);
    await program?.stop();
    this.#end('it was stopped');
  }

  diagnostics(): readonly string[] {
    return this.#processes.outputOf(this.#spec.name).lines;
  }

  readonly #flush = (): void => {
    if (this.#outgoing.length === 0) return;
    const lines = this.#outgoing;
    this.#outgoing = [];
    this.#outgoingLength = 0;
    const stdin = this.#program?.stdin;
    if (stdin?.writable) stdin.write(`${lines.length === 1 ? lines[0] : lines.join('\n')}\n`);
  };

  #take(line: Buffer): void {
    let frame: Frame;
    try {
      frame = frameFromBytes(line);
    } catch (error) {
      if (this.#takesBatches && error instanceof FrameError && error.code === 'not_an_object') {
        for (const one of framesIn(line.toString('utf8'), this.#events, true)) this.#events.onFrame(one);
        return;
      }
      const reason = error instanceof FrameError ? error.message : String(error);
      this.#events.onGarbage(reason, edgesOf(line.toString('latin1')));
      return;
    }
    this.#events.onFrame(frame);
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
