import type { CdpSession, Protocol } from './cdp.ts';
import { chromium } from './chromium.ts';

type TargetInfo = Protocol.Target.TargetInfo;

/** A page of Chromium, stopped before its first navigation until it is resumed. */
export interface Target {
  readonly id: string;
  readonly session: CdpSession;
}

interface Watcher {
  /** A page that the host did not create: a popup, or what a page opened in a new tab. */
  strayed(target: Target, info: TargetInfo): void;
}

const attached = new Map<string, { readonly target: Target; readonly info: TargetInfo }>();
const awaited = new Map<string, (target: Target) => void>();
const whenGone = new Map<string, () => void>();
/** While createTarget has not yet said the new page's id, a page that appears may be that one. */
const undecided = new Set<string>();
let creations = 0;
let watcher: Watcher | undefined;

function decide(): void {
  if (creations > 0) return;
  for (const id of undecided) {
    const page = attached.get(id);
    if (page !== undefined) watcher?.strayed(page.target, page.info);
  }
  undecided.clear();
}

/** Lets every new page wait for the host, whoever opens it. */
export async function watchTargets(given: Watcher): Promise<void> {
  watcher = given;
  const { connection } = chromium();
  connection.browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type !== 'page') return;
    const target = { id: targetInfo.targetId, session: connection.session(sessionId) };
    attached.set(target.id, { target, info: targetInfo });
    const take = awaited.get(target.id);
    awaited.delete(target.id);
    if (take !== undefined) {
      take(target);
      return;
    }
    undecided.add(target.id);
    decide();
  });
  connection.browser.on('Target.detachedFromTarget', ({ sessionId }) => connection.endSession(sessionId));
  connection.browser.on('Target.targetDestroyed', ({ targetId }) => {
    attached.delete(targetId);
    whenGone.get(targetId)?.();
    whenGone.delete(targetId);
  });
  await connection.browser.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] });
  await connection.browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  });
}

/** Opens a page in a window of its own. */
export async function createTarget(size: { width: number; height: number }, onGone: () => void): Promise<Target> {
  creations += 1;
  const created = chromium().connection.browser.send('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    ...size,
  });
  const { targetId } = await created.finally(() => {
    creations -= 1;
  });
  undecided.delete(targetId);
  decide();
  whenGone.set(targetId, onGone);
  return attached.get(targetId)?.target ?? new Promise((resolve) => awaited.set(targetId, resolve));
}

/**
 * Closes a page that the host did not open. It has to be let run first: the page that opened it stands still until then,
 * and would for ever after if this one just vanished. Nothing is loaded meanwhile, as each request is held.
 */
export async function turnAway({ id, session }: Target): Promise<void> {
  const held = session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  const resumed = session.send('Runtime.runIfWaitingForDebugger');
  await Promise.allSettled([held, resumed]);
  closeTarget(id);
}

/** Closes a page without asking it. That it is closed already, with the whole of Chromium perhaps, is just as well. */
export function closeTarget(id: string): void {
  chromium()
    .connection.browser.send('Target.closeTarget', { targetId: id })
    .catch(() => undefined);
}
