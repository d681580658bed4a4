import type { Readable, Writable } from 'node:stream';
import type { Dispatcher } from '../../pipeline/dispatch.ts';
import type { ClientSession } from '../../pipeline/session.ts';
import { singleLine } from '../../protocol/edits.ts';
import { errorResponse, JSON_RPC } from '../../protocol/errors.ts';
import { FrameError, frameFromBytes, type Frame } from '../../protocol/frame.ts';
import { MAX_MESSAGE_BYTES, OVERSIZE } from '../../protocol/limits.ts';
import { LineSplitter } from '../../protocol/line-splitter.ts';

/** How long answers under way are waited for when the client has said all it had to, in milliseconds. */
export const LINGER_MS = 3000;

/**
 * One client over standard input and output, a message a line. While the client does not read its answers, no more
 * questions are read from it. Resolves when its input has ended and what it asked is answered, or nobody reads any more.
 */
export async function serveStdio(
  session: ClientSession,
  dispatcher: Dispatcher,
  input: Readable,
  output: Writable,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const send = (source: string): void => {
    if (output.writable && !output.write(`${singleLine(source)}\n`)) input.pause();
  };
  const answer = async (frame: Frame): Promise<void> => {
    const source = await dispatcher.handle(session, frame, send);
    if (source !== '') send(source);
  };
  const take = (line: Buffer): void => {
    let frame: Frame;
    try {
      frame = frameFromBytes(line);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      dispatcher.noteRefusal(session.identity, error.code);
      return send(errorResponse('null', error.rpcCode, error.message));
    }
    const answering = answer(frame);
    underWay.add(answering);
    answering.finally(() => underWay.delete(answering)).catch(() => {});
  };
  session.notify = send;
  output.on('drain', () => input.resume());
  await readLines(input, output, take, () => send(errorResponse('null', JSON_RPC.invalidRequest, OVERSIZE)));
  const linger = new Promise((resolve) => setTimeout(resolve, LINGER_MS).unref());
  await Promise.race([Promise.allSettled(underWay), linger]);
}

/** Reads lines until the input ends or the output is gone. */
export function readLines(
  input: Readable,
  output: Writable,
  onLine: (line: Buffer) => void,
  onOversize: () => void,
): Promise<void> {
  return new Promise((resolve) => {
    const lines = new LineSplitter(MAX_MESSAGE_BYTES, { onLine, onOversize });
    input.on('data', (chunk: Buffer) => lines.push(chunk));
    input.on('end', () => {
      lines.end();
      resolve();
    });
    input.on('error', () => resolve());
    output.on('error', () => resolve());
  });
}
