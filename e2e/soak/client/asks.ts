import { z } from 'zod';

import { NONCE } from '../names.ts';

/** What a server wants to know of this client. */
const ASK = z.looseObject({ method: z.string(), params: z.unknown() });
export type Ask = z.infer<typeof ASK>;

export const INPUT_REQUIRED = z.looseObject({
  resultType: z.literal('input_required'),
  inputRequests: z.record(z.string(), ASK),
  requestState: z.string().optional(),
});

/** The nonce of the call that a server asks on account of. */
export function nonceOfAsk(ask: Ask): string {
  return NONCE.exec(JSON.stringify(ask.params))?.[0] ?? '';
}

/** Words that bear the label too: a server that gets another client's words shows it in its answer. */
export function answerTo(ask: Ask): Record<string, unknown> {
  const words = `words for ${nonceOfAsk(ask)}`;
  if (ask.method === 'elicitation/create') return { action: 'accept', content: { answer: words } };
  return { model: 'soak-model', role: 'assistant', content: { type: 'text', text: words }, stopReason: 'endTurn' };
}
