import { z } from 'zod';

import { type ModelAnswer, type ModelNotation, event } from './turn.ts';

const REQUEST = z.object({
  tools: z.array(z.object({ name: z.string() })).default([]),
  messages: z.array(z.object({ content: z.unknown() })),
});
const RESULT = z.object({ type: z.literal('tool_result'), content: z.unknown() });

/** Anthropic's Messages, which Claude Code speaks, and Copilot CLI where it is told to. */
export const anthropicMessages: ModelNotation = {
  takes: (path) => path === '/v1/messages',
  read(body) {
    const { tools, messages } = REQUEST.parse(body);
    const parts = messages.flatMap(({ content }): unknown[] => (Array.isArray(content) ? content : []));
    return {
      tools: tools.map(({ name }) => name),
      results: parts.flatMap((part) => {
        const result = RESULT.safeParse(part);
        return result.success ? [JSON.stringify(result.data.content)] : [];
      }),
    };
  },
  write(answer) {
    const stop = answer.kind === 'call' ? 'tool_use' : 'end_turn';
    const usage = { input_tokens: 1, output_tokens: 1 };
    const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'fake', content: [], usage };
    const { block, delta } = content(answer);
    return [
      { type: 'message_start', message: { ...message, stop_reason: null, stop_sequence: null } },
      { type: 'content_block_start', index: 0, content_block: block },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: stop, stop_sequence: null }, usage },
      { type: 'message_stop' },
    ]
      .map((data) => event(data, data.type))
      .join('');
  },
};

function content(answer: ModelAnswer): { readonly block: object; readonly delta: object } {
  if (answer.kind === 'text') {
    return { block: { type: 'text', text: '' }, delta: { type: 'text_delta', text: answer.text } };
  }
  return {
    block: { type: 'tool_use', id: 'toolu_1', name: answer.tool, input: {} },
    delta: { type: 'input_json_delta', partial_json: JSON.stringify(answer.arguments) },
  };
}
