import type * as Electron from 'electron';
import { makeEvent } from './event.ts';
import type { FromPreload, ToPreload } from './injected/preload-end.ts';
import type { IpcMain } from './ipc-main.ts';
import { decodeValue, encodeValue } from './values.ts';

/** What a preload script says, as against what the host's own code in its world reports. */
type Spoken = Extract<FromPreload, { readonly given: unknown }>;

interface Sender {
  readonly contents: Electron.WebContents;
  readonly frame: Electron.WebFrameMain;
  /** Those who hear messages, the nearest first: the window's own, then the app's. */
  readonly receivers: readonly IpcMain[];
  answer(message: ToPreload): void;
}

function eventFor({ contents, frame }: Sender): Electron.IpcMainInvokeEvent {
  return makeEvent({
    type: 'frame' as const,
    sender: contents,
    senderFrame: frame,
    processId: frame.processId,
    frameId: frame.routingId,
  });
}

/** Brings a message of a preload script to the app's listeners, or an invocation to its handler and the answer back. */
export async function receiveFromPreload(message: Spoken, sender: Sender): Promise<void> {
  const decoded = decodeValue(message.given);
  const given: readonly unknown[] = Array.isArray(decoded) ? decoded : [];
  const { channel } = message;
  if (message.kind === 'send') {
    const event = Object.assign(eventFor(sender), {
      ports: [],
      reply: (name: string, ...values: unknown[]) => sender.contents.send(name, ...values),
    });
    for (const receiver of sender.receivers) receiver.emit(channel, event, ...given);
    return;
  }
  const { id } = message;
  try {
    const handler = sender.receivers
      .map((receiver) => receiver.handlerOf(channel))
      .find((found) => found !== undefined);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const result: unknown = await handler(eventFor(sender), ...given);
    sender.answer({ kind: 'result', id, value: encodeValue(result) });
  } catch (error) {
    // Electron's own words, on stderr and in the page.
    console.error(`Error occurred in handler for '${channel}':`, error);
    sender.answer({ kind: 'error', id, message: `Error invoking remote method '${channel}': ${String(error)}` });
  }
}
