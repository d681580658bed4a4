import type { Readable, Writable } from 'node:stream';
import type { Dispatcher } from '../../pipeline/dispatch.ts';
import { LegacyPort } from '../../pipeline/legacy-asks.ts';
import type { ClientSession } from '../../pipeline/session.ts';
import { singleLine } from '../../protocol/edits.ts';
import { errorResponse, JSON_RPC } from '../../protocol/errors.ts';
import { FrameError, type Frame } from '../../protocol/frame.ts';
import { MAX_MESSAGE_BYTES, OVERSIZE } from '../../protocol/limits.ts';
import { LineSplitter } from '../../protocol/line-splitter.ts';
import { answerLegacy, decoderFor } from '../legacy/front.ts';
import { ModernLines } from './modern-lines.ts';

/** How long answers under way are waited for when the client has said all it had to, in milliseconds. */
const LINGER_MS = 3000;

/**
 * One client over standard input and output, a message a line, each of either era. While the client does not read its
 * answers, no more questions are read from it. Resolves when its input has ended and what it asked is answered, or nobody
 * reads any more.
 */
export async function serveStdio(
  session: ClientSession,
  dispatcher: Dispatcher,
  input: Readable,
  output: Writable,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const send = (source: string): boolean => {
    if (!output.writable) return false;
    if (!output.write(`${singleLine(source)}\n`)) input.pause();
    return true;
  };
  const port = new LegacyPort(session, { emit: send, ask: send });
  const modern = new ModernLines(session, dispatcher, send);
  const answer = async (messages: Frame | readonly Frame[]): Promise<void> => {
    const answering = 'message' in messages ? modern.answer(messages) : undefined;
    const source = await (answering ?? answerLegacy(dispatcher, session, messages, port));
    if (source !== '') send(source);
  };
  const take = (line: Buffer): void => {
    let messages: Frame | readonly Frame[];
    try {
      messages = decoderFor(session)(line);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      dispatcher.noteRefusal(session.identity, error.code);
      send(errorResponse('null', error.rpcCode, error.message));
      return;
    }
    const answering = answer(messages);
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
function readLines(
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
