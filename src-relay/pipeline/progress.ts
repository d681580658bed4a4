import { RateLimit } from '../downstream/process/output/rate-limit.ts';
import type { Frame } from '../protocol/frame.ts';
import { jsonTree, memberNode, nodeAt } from '../protocol/json-tree.ts';
import { member } from '../protocol/json.ts';
import type { AskParts } from './asks/ask-through.ts';
import type { CallContext } from './context.ts';
import { isWanted } from './log-level.ts';
import { oneByOne, type OneByOne } from './one-by-one.ts';
import { passNotification, type NotificationWay } from './passage.ts';

/** Log messages of one call that wait to be scanned; the oldest make room. */
const MAX_MESSAGES = 100;

/**
 * Passes a server's progress on to the call's client under the client's own token. While one message is being scanned only
 * the latest waits.
 * @returns undefined where the client asked for no progress
 */
export function relayProgress(context: CallContext, parts: AskParts): OneByOne<Frame> | undefined {
  if (member(context.params._meta, 'progressToken') === undefined) return undefined;
  const token = memberNode(nodeAt(jsonTree(context.paramsSource), ['_meta']), 'progressToken')?.value;
  if (!token) return undefined;
  const text = context.paramsSource.slice(token.start, token.end);
  const way = wayOf(context);
  return oneByOne(1, async (frame) => {
    const params = frame.spans.get('params');
    const own = params && memberNode(jsonTree(frame.source, params.start), 'progressToken')?.value;
    if (!own) return;
    const source = await passNotification(parts, way, frame, [{ start: own.start, end: own.end, text }]);
    // The call's own way has ended with its answer, and its task has not.
    if (source !== undefined && isTask(context)) context.session.notify(source);
    else emit(context, source);
  });
}

/** Whether the client may want log messages: in the modern era silence is what it gets that names no level (MCP 2026-07-28, Logging). */
export function hearsMessages({ traits }: CallContext): boolean {
  return traits.era === 'legacy' || traits.logLevel !== undefined;
}

/** Passes on what a server logs while it works on this call. */
export function relayMessages(context: CallContext, parts: AskParts): OneByOne<Frame> {
  const way = wayOf(context);
  return oneByOne(MAX_MESSAGES, async (frame) => {
    // The level may have changed since the call began.
    const { logLevel } = context.session.traits ?? context.traits;
    const wanted = context.traits.era === 'modern' ? context.traits.logLevel : logLevel;
    if (isWanted(frame, wanted)) emit(context, await passNotification(parts, way, frame));
  });
}

/** What of one call's messages stands in the log where something is found in them: so many at once, so many a second. */
const RECORDED = 20;
const RECORDED_A_SECOND = 1;

function wayOf(context: CallContext): NotificationWay {
  return { context, recorded: new RateLimit(RECORDED_A_SECOND, RECORDED) };
}

/** The client has been answered with a task, whose progress goes on (MCP 2025-11-25, Tasks). */
function isTask({ traits, answer, code, response }: CallContext): boolean {
  if (traits.era === 'modern' || answer === undefined || code !== undefined) return false;
  return member(member(response?.message.result, 'task'), 'taskId') !== undefined;
}

function emit(context: CallContext, source: string | undefined): void {
  if (source !== undefined && !context.cancellation.isCancelled && context.answer === undefined)
    context.port.emit(source);
}
