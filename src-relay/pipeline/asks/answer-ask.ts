import { randomUUID } from 'node:crypto';
import type { AskReply } from '../../downstream/request.ts';
import { JSON_RPC, messageOf } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frame.ts';
import { askThrough, errorReply, type AskContext, type AskParts } from './ask-through.ts';

export type { AskParts } from './ask-through.ts';

/** Answers what a legacy server asks, of a call's client or of the one client that its connection serves. Never rejects: whatever fails, the server hears of it. */
export async function answerAsk(
  parts: AskParts,
  context: AskContext,
  question: Frame,
  signal: AbortSignal,
): Promise<AskReply> {
  try {
    return await askThrough(parts, context, randomUUID(), question, signal);
  } catch (error) {
    return errorReply(JSON_RPC.internalError, messageOf(error));
  }
}
