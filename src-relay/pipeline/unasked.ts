import type { DownstreamServer } from '../downstream/server.ts';
import { applyEdits } from '../protocol/edits.ts';
import { frameFromText, type Frame } from '../protocol/frame.ts';
import { jsonTree, memberNode } from '../protocol/json-tree.ts';
import { member } from '../protocol/json.ts';
import type { Log } from '../protocol/log.ts';
import type { Announcer } from './announcer.ts';
import { isWanted } from './log-level.ts';
import { oneByOne } from './one-by-one.ts';
import { passNotification } from './passage.ts';
import type { Scanner } from './scanner.ts';
import { ClientSession } from './session.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { TaskOwners } from './task-owners.ts';

/** Notifications of all servers that wait to be scanned; the oldest make room. */
const MAX_WAITING = 1000;

export interface UnaskedParts {
  readonly scanner: Scanner;
  readonly announcer: Announcer;
  readonly subscriptions: Subscriptions;
  readonly tasks: TaskOwners;
  readonly isPaused: () => boolean;
  readonly log: Log;
}

interface Said {
  readonly server: DownstreamServer;
  readonly frame: Frame;
  readonly owners: readonly string[];
}

/**
 * Passes on what servers say that belongs to no request: each to the session that it is for, scanned. Whom it is for is
 * never guessed: a shared server's words go to the one whose calls it works on, or to the only client there is.
 */
export function relayUnasked(parts: UnaskedParts): (said: Said) => void {
  return oneByOne(MAX_WAITING, async (said) => {
    const { params, method } = said.frame.message;
    if (method === 'notifications/resources/updated') return updated(parts, said, member(params, 'uri'));
    const session = sessionFor(parts, said);
    if (session?.traits === undefined || !session.isReady) return;
    if (method === 'notifications/message' && !isWanted(said.frame, session.traits.logLevel)) return;
    await tell(parts, said, session);
  });
}

const FOR_ONE = new Set(['notifications/message', 'notifications/elicitation/complete', 'notifications/tasks/status']);

function sessionFor(
  { announcer, tasks, log }: UnaskedParts,
  { server, frame, owners }: Said,
): ClientSession | undefined {
  const { method, params } = frame.message;
  const name = server.config.name;
  if (typeof method !== 'string' || !FOR_ONE.has(method)) {
    log.debug(`${name}: dropped a notification that is not known`);
    return undefined;
  }
  const taskId = member(params, 'taskId');
  if (typeof taskId === 'string') return tasks.sessionOf(taskId, name);
  const [owner] = owners;
  if (owner !== undefined) return owners.length === 1 ? announcer.byLabel(owner) : undefined;
  const [only] = announcer.sessions;
  return announcer.sessions.size === 1 ? only : undefined;
}

async function updated(parts: UnaskedParts, said: Said, uri: unknown): Promise<void> {
  if (typeof uri !== 'string') return;
  for (const [subscriber, shown] of parts.subscriptions.subscribersOf(said.server, uri)) {
    const { frame } = said;
    const renamed = uri === shown ? frame : withUri(frame, shown);
    if (subscriber instanceof ClientSession) {
      await tell(parts, { ...said, frame: renamed }, subscriber);
    } else {
      const source = await passage(parts, { ...said, frame: renamed }, NOBODY);
      if (source !== undefined) subscriber.notify(source);
    }
  }
}

/** Whose placeholders number what is masked for a listener: an address and a title hold little of that. */
const NOBODY = new ClientSession('relay');

async function tell(parts: UnaskedParts, said: Said, session: ClientSession): Promise<void> {
  const source = await passage(parts, said, session);
  if (source !== undefined) session.notify(source);
}

function passage(
  { scanner, isPaused }: UnaskedParts,
  { server, frame }: Said,
  session: ClientSession,
): Promise<string | undefined> {
  const way = {
    server: server.config.name,
    about: typeof frame.message.method === 'string' ? frame.message.method : '',
    placeholders: session.placeholders,
    bypassed: server.hidden || isPaused(),
  };
  return passNotification(scanner, way, frame);
}

function withUri(frame: Frame, uri: string): Frame {
  const params = frame.spans.get('params');
  const node = params && memberNode(jsonTree(frame.source, params.start), 'uri')?.value;
  return node
    ? frameFromText(applyEdits(frame.source, [{ start: node.start, end: node.end, text: JSON.stringify(uri) }]))
    : frame;
}
