import type { Readable, Writable } from 'node:stream';
import type { Dispatcher } from '../../pipeline/dispatch.ts';
import type { ClientSession } from '../../pipeline/session.ts';
import { errorResponse, JSON_RPC, messageOf } from '../../protocol/errors.ts';
import { FrameError, frameFromBytes } from '../../protocol/frame.ts';
import { LineSplitter } from '../../protocol/line-splitter.ts';
import { singleLine } from '../../protocol/edits.ts';
import type { Log } from '../../protocol/log.ts';
import { MAX_BODY_BYTES } from '../http/body.ts';

/** One client over standard input and output, a message a line. Resolves when its input ends. */
export function serveStdio(
  session: ClientSession,
  dispatcher: Dispatcher,
  input: Readable,
  output: Writable,
  log: Log,
): Promise<void> {
  const send = (source: string): void => {
    output.write(`${singleLine(source)}\n`);
  };
  session.notify = send;
  const take = (line: Buffer): void => {
    try {
      const frame = frameFromBytes(line);
      dispatcher.handle(session, frame, send).then(
        (answer) => {
          if (answer !== '') send(answer);
        },
        (error: unknown) => log.error(messageOf(error)),
      );
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      const code = error.code === 'not_json' ? JSON_RPC.parseError : JSON_RPC.invalidRequest;
      send(errorResponse('null', code, error.message));
    }
  };
  return new Promise((resolve) => {
    const lines = new LineSplitter(MAX_BODY_BYTES, {
      onLine: take,
      onOversize: () =>
        send(errorResponse('null', JSON_RPC.invalidRequest, `A message may have at most ${MAX_BODY_BYTES} bytes.`)),
    });
    input.on('data', (chunk: Buffer) => lines.push(chunk));
    input.on('end', () => {
      lines.end();
      resolve();
    });
    input.on('error', () => resolve());
    output.on('error', () => resolve());
  });
}
