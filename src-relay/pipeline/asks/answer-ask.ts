import { randomUUID } from 'node:crypto';
import type { AskReply } from '../../downstream/request.ts';
import { JSON_RPC, messageOf } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frame.ts';
import type { CallContext } from '../context.ts';
import { askThrough, errorReply, type AskParts } from './ask-through.ts';

export type { AskParts } from './ask-through.ts';

/** Answers what a legacy server asks while it works on a call. Never rejects: whatever fails, the server hears of it. */
export async function answerAsk(
  parts: AskParts,
  context: CallContext,
  question: Frame,
  signal: AbortSignal,
): Promise<AskReply> {
  try {
    return await askThrough(parts, context, randomUUID(), question, signal);
  } catch (error) {
    return errorReply(JSON_RPC.internalError, messageOf(error));
  }
}
