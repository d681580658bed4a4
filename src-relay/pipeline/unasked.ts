import { setImmediate as nextTurn } from 'node:timers/promises';
import { RateLimit } from '../downstream/process/output/rate-limit.ts';
import type { DownstreamServer } from '../downstream/server.ts';
import { applyEdits } from '../protocol/edits.ts';
import { frameFromText, type Frame } from '../protocol/frame.ts';
import { jsonTree, memberNode } from '../protocol/json-tree.ts';
import { member } from '../protocol/json.ts';
import type { Log } from '../protocol/log.ts';
import { INTERNAL_SERVER } from '../protocol/server-config.ts';
import { tellListChanged, type Announcer } from './announcer.ts';
import type { AskParts } from './asks/ask-through.ts';
import type { Connector } from './connector.ts';
import { isWanted } from './log-level.ts';
import { oneByOne } from './one-by-one.ts';
import { passNotification } from './passage.ts';
import { ClientSession } from './session.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { TaskOwners } from './task-owners.ts';

/** Notifications of one server that wait to be scanned; the oldest make room. */
const MAX_WAITING = 1000;

export interface UnaskedParts {
  readonly asks: AskParts;
  readonly announcer: Announcer;
  readonly subscriptions: Subscriptions;
  readonly tasks: TaskOwners;
  readonly connect: Connector;
  readonly isPaused: () => boolean;
  readonly log: Log;
}

/** What of one server's messages stands in the log where something is found in them: so many at once, so many a second. */
const RECORDED = 20;
const RECORDED_A_SECOND = 1;

/** Subscribers that are told in one turn of the loop. */
const TOLD_A_TURN = 50;

interface QueueParts extends UnaskedParts {
  readonly recorded: RateLimit;
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
  // One server's flood, or its slow scans, are no other server's business.
  const queues = new Map<string, (said: Said) => void>();
  return (said) => {
    const { name } = said.server.config;
    // The scanner's own server is none of the clients' business.
    if (name === INTERNAL_SERVER) return;
    const queue = queues.get(name) ?? queueOf(parts);
    queues.set(name, queue);
    queue(said);
  };
}

function queueOf(parts: UnaskedParts): (said: Said) => void {
  const recorded = new RateLimit(RECORDED_A_SECOND, RECORDED);
  return oneByOne(MAX_WAITING, (said: Said) => passOn({ ...parts, recorded }, said));
}

async function passOn(parts: QueueParts, said: Said): Promise<void> {
  const { params, method } = said.frame.message;
  if (method === 'notifications/resources/updated') return updated(parts, said, member(params, 'uri'));
  if (typeof method === 'string' && LIST_CHANGED.test(method)) return listChanged(parts, said, method);
  const session = sessionFor(parts, said);
  if (session?.traits === undefined || !session.isReady) return undefined;
  if (method === 'notifications/message' && !isWanted(said.frame, session.traits.logLevel)) return undefined;
  return tell(parts, said, session);
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
  if (typeof taskId === 'string') {
    return tasks.sessionOf(taskId, name, server.config.isolation === 'session' ? owners[0] : undefined);
  }
  const [owner] = owners;
  if (owner !== undefined) return owners.length === 1 ? announcer.byLabel(owner) : undefined;
  const [only] = announcer.sessions;
  return announcer.sessions.size === 1 ? only : undefined;
}

const LIST_CHANGED = /\/list_changed$/u;

/** On a connection of a session's own a list has changed: of no other does this come here. */
function listChanged({ announcer }: UnaskedParts, { owners: [owner] }: Said, method: string): void {
  const session = owner === undefined ? undefined : announcer.byLabel(owner);
  if (session) tellListChanged(session, method);
}

async function updated(parts: QueueParts, said: Said, uri: unknown): Promise<void> {
  if (typeof uri !== 'string') return;
  let told = 0;
  for (const [subscriber, shown] of parts.subscriptions.subscribersOf(connectionOf(parts, said), uri)) {
    const { frame } = said;
    told += 1;
    // There may be a thousand: others get their turn in between.
    if (told % TOLD_A_TURN === 0) await nextTurn();
    const renamed = uri === shown ? frame : withUri(frame, shown);
    if (subscriber instanceof ClientSession) {
      await tell(parts, { ...said, frame: renamed }, subscriber);
    } else {
      const source = await passage(parts, { ...said, frame: renamed }, NOBODY);
      if (source !== undefined) subscriber.notify(source);
    }
  }
}

/** The connection that said it: of an isolated server each session's own is one that the others' subscriptions are not of. */
function connectionOf({ announcer, connect }: UnaskedParts, { server, owners: [owner] }: Said): DownstreamServer {
  const session = owner === undefined ? undefined : announcer.byLabel(owner);
  return session?.traits && server.config.isolation === 'session' ? connect(server, session, session.traits) : server;
}

/** Whose placeholders number what is masked for a listener: an address and a title hold little of that. */
const NOBODY = new ClientSession('relay');

async function tell(parts: QueueParts, said: Said, session: ClientSession): Promise<void> {
  const source = await passage(parts, said, session);
  if (source !== undefined) session.notify(source);
}

function passage(
  { asks, isPaused, recorded }: QueueParts,
  { server, frame }: Said,
  session: ClientSession,
): Promise<string | undefined> {
  const target = { server: server.config.name, name: '', isUnlisted: true };
  const context = { session, target, bypassed: server.hidden || isPaused() };
  return passNotification(asks, { context, recorded }, frame);
}

function withUri(frame: Frame, uri: string): Frame {
  const params = frame.spans.get('params');
  const node = params && memberNode(jsonTree(frame.source, params.start), 'uri')?.value;
  return node
    ? frameFromText(applyEdits(frame.source, [{ start: node.start, end: node.end, text: JSON.stringify(uri) }]))
    : frame;
}
