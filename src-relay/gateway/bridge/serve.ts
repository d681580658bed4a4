import { LineSplitter } from '../../protocol/line-splitter.ts';
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';
import { singleLine } from '../../protocol/edits.ts';
import { Bridge, type BridgeParts } from './bridge.ts';
import { parentGone } from './parent.ts';

/**
 * Bridges the client on standard input and output to the relay that runs. While the client does not read its answers, no
 * more questions are read from it. Resolves when the client has gone, in whatever way.
 * @param stopped resolves when this process is told to end
 */
export async function serveBridge(
  { stdin, stdout }: Pick<NodeJS.Process, 'stdin' | 'stdout'>,
  stopped: Promise<unknown>,
  parts: Omit<BridgeParts, 'write' | 'drained'>,
): Promise<void> {
  let draining: PromiseWithResolvers<void> | undefined;
  const bridge = new Bridge({
    ...parts,
    write: (source) => {
      if (!stdout.writable || stdout.write(`${singleLine(source)}\n`)) return;
      draining ??= Promise.withResolvers();
      stdin.pause();
    },
    drained: () => draining?.promise,
  });
  const lines = new LineSplitter(MAX_MESSAGE_BYTES, {
    onLine: (line) => bridge.take(line),
    onOversize: () => bridge.refuseOversize(),
  });
  const ended = new Promise<boolean>((resolve) => {
    stdin.on('data', (chunk: Buffer) => lines.push(chunk));
    stdin.on('end', () => {
      lines.end();
      resolve(true);
    });
    stdin.on('error', () => resolve(true));
    stdout.on('error', () => resolve(false));
    stdout.on('drain', () => {
      draining?.resolve();
      draining = undefined;
      stdin.resume();
    });
  });
  const parent = parentGone();
  const lingers = await Promise.race([ended, stopped.then(() => false), parent.gone.then(() => false)]);
  parent.close();
  await bridge.close(lingers);
}
