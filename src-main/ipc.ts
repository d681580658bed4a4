import { setTimeout as wait } from 'node:timers/promises';
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { IPC, MAX_INPUT, PAGE_ORIGIN } from '../src-relay/control/contract-carriers.ts';
import type { ControlReply, RelayAbsent } from '../src-relay/control/contract.ts';
import type { HostKeeper } from '../src-relay/host/keeper.ts';

/** How often a relay that could not be started is tried again for a page that waits for it, in milliseconds. */
const RETRY_MS = 2000;

/** How long a relay that has ended gets before its page asks for the next one, in milliseconds. */
const AGAIN_MS = 200;

/** How to end what each page is subscribed to. */
type Subscriptions = WeakMap<WebContents, () => void>;

/** Carries the control contract over IPC. Each message is checked for who sent it, from where, and how much it is. */
export function carryControl(keeper: HostKeeper): void {
  const subscriptions: Subscriptions = new WeakMap();
  ipcMain.handle(IPC.call, async (event, procedure: unknown, input: unknown): Promise<ControlReply> => {
    if (!isOwnPage(event)) return refusal('This page may not manage the relay.');
    if (typeof procedure !== 'string' || sizeOf(input) > MAX_INPUT) return refusal('This request is too large.');
    return keeper.call(procedure, input);
  });
  ipcMain.on(IPC.subscribe, (event) => {
    if (!isOwnPage(event)) return;
    const { sender } = event;
    subscriptions.get(sender)?.();
    subscriptions.delete(sender);
    subscribe(keeper, sender, subscriptions).catch(() => {});
  });
}

/** Sends batches to a page until it is gone or subscribes anew; a relay that does not run is tried again meanwhile. */
async function subscribe(keeper: HostKeeper, page: WebContents, subscriptions: Subscriptions): Promise<void> {
  const over = new AbortController();
  const stop = (): void => over.abort();
  subscriptions.set(page, stop);
  page.once('destroyed', stop);
  // A page that is loaded again and again subscribes each time.
  over.signal.addEventListener('abort', () => page.off('destroyed', stop));
  while (!over.signal.aborted) {
    const ended = Promise.withResolvers<void>();
    const end = await keeper.subscribe(
      (batch) => {
        if (!over.signal.aborted) page.send(IPC.batch, batch);
      },
      () => ended.resolve(),
    );
    if (end) {
      const leave = (): void => {
        end();
        ended.resolve();
      };
      over.signal.addEventListener('abort', leave);
      if (over.signal.aborted) leave();
      await ended.promise;
      over.signal.removeEventListener('abort', leave);
      // One that starts anew in its place is there again in a moment.
      if (!over.signal.aborted) await wait(AGAIN_MS, undefined, { signal: over.signal, ref: false });
      continue;
    }
    if (!over.signal.aborted) page.send(IPC.batch, { absent: keeper.failure } satisfies RelayAbsent);
    await wait(RETRY_MS, undefined, { signal: over.signal, ref: false });
  }
}

/** The main frame of a page that the app itself serves: no frame in it, no page of anybody else. */
function isOwnPage(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.url.startsWith(`${PAGE_ORIGIN}/`);
}

function sizeOf(input: unknown): number {
  return JSON.stringify(input)?.length ?? 0;
}

function refusal(message: string): ControlReply {
  return { ok: false, error: { code: 'refused', message } };
}
