import { applyEdits, type Edit } from '../protocol/edits.ts';
import { scannablePart, type Frame } from '../protocol/frame.ts';
import type { PlaceholderSession } from '../scan/placeholders.ts';
import { judgePassage } from './judge.ts';
import type { Scanner } from './scanner.ts';

/** Longer notifications are not passed on, in characters: they are sentences for a person. */
const MAX_NOTIFICATION = 64 * 1024;

export interface NotificationWay {
  readonly server: string;
  /** The tool, prompt or resource it is about. */
  readonly about: string;
  readonly placeholders: PlaceholderSession;
  /** The server is trusted: nothing it says is scanned. */
  readonly bypassed: boolean;
}

/**
 * A server's notification as the client may have it: scanned like any text of a server, masked, and undefined where it may
 * not pass.
 * @param edits what else to replace in it
 */
export async function passNotification(
  scanner: Scanner,
  way: NotificationWay,
  frame: Frame,
  edits: readonly Edit[] = [],
): Promise<string | undefined> {
  if (frame.source.length > MAX_NOTIFICATION) return undefined;
  if (way.bypassed) return applyEdits(frame.source, edits);
  const { server, about, placeholders } = way;
  const part = scannablePart(frame, 'params');
  const judgement = await judgePassage(scanner, { direction: 'response', server, about, part, placeholders });
  return judgement.refusal === undefined ? applyEdits(frame.source, [...judgement.edits, ...edits]) : undefined;
}
