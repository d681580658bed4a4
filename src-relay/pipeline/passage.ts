import type { RateLimit } from '../downstream/process/output/rate-limit.ts';
import { applyEdits, type Edit } from '../protocol/edits.ts';
import { frameFromText, scannablePart, type Frame } from '../protocol/frame.ts';
import type { AskParts, RecordContext } from './asks/ask-through.ts';
import { judgePassage } from './judge.ts';

/** Longer notifications are not passed on, in characters: they are sentences for a person. */
const MAX_NOTIFICATION = 64 * 1024;

export interface NotificationWay {
  /** Whose it is and what it is about; a trusted server's is not scanned. */
  readonly context: RecordContext;
  /** How many may be recorded in which something is found: a server can say a lot. */
  readonly recorded: RateLimit;
}

/**
 * A server's notification as the client may have it: scanned like any text of a server, masked, and undefined where it may
 * not pass. It is recorded where something is found in it.
 * @param edits what else to replace in it
 */
export async function passNotification(
  { scanner, record }: AskParts,
  { context, recorded }: NotificationWay,
  frame: Frame,
  edits: readonly Edit[] = [],
): Promise<string | undefined> {
  const { source, message } = frame;
  const { session, target, bypassed } = context;
  if (source.length > MAX_NOTIFICATION) return undefined;
  if (bypassed) return applyEdits(source, edits);
  const method = typeof message.method === 'string' ? message.method : '';
  const startedAt = Date.now();
  const begin = performance.now();
  const {
    verdict,
    findings,
    refusal,
    remark,
    logged,
    edits: masks,
  } = await judgePassage(scanner, {
    direction: 'response',
    server: target?.server ?? '',
    about: target === undefined || target.name === '' ? method : target.name,
    part: scannablePart(frame, 'params'),
    placeholders: session.placeholders,
    conversation: { session },
  });
  if ((findings.length > 0 || refusal !== undefined) && recorded.take(1)) {
    record(context, {
      method,
      startedAt,
      durationMs: performance.now() - begin,
      status: refusal === undefined ? 'success' : 'blocked',
      verdict,
      code: refusal === undefined ? undefined : 'AISEC_SECURITY_BLOCK',
      reason: refusal ?? remark,
      findings,
      request: undefined,
      response: logged,
      requestBytes: 0,
      responseBytes: source.length,
    });
  }
  if (refusal !== undefined) return undefined;
  const passed = applyEdits(source, [...masks, ...edits]);
  // A masked key may now be equal to its neighbour: such a message is refused like any other frame with duplicate keys.
  if (masks.length > 0) frameFromText(passed);
  return passed;
}
