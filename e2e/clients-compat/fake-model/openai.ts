import { z } from 'zod';

import { type ModelAnswer, type ModelNotation, event } from './turn.ts';

const TOOL = z.object({ type: z.string(), name: z.string().optional() });
const NAMESPACE = z.object({ type: z.literal('namespace'), name: z.string(), tools: z.array(TOOL) });
const REQUEST = z.object({
  tools: z.array(z.union([NAMESPACE, TOOL])).default([]),
  input: z.array(z.looseObject({ type: z.string().optional(), output: z.unknown().optional() })),
});

/** Between the name of a group of tools and that of a tool in it. */
const IN_NAMESPACE = ' / ';

/** OpenAI's Responses, which Codex speaks. A server's tools stand in a namespace of their own. */
export const openaiResponses: ModelNotation = {
  takes: (path) => path === '/v1/responses',
  read(body) {
    const { tools, input } = REQUEST.parse(body);
    return {
      tools: tools.flatMap((tool) =>
        'tools' in tool
          ? tool.tools.map(({ name = '' }) => `${tool.name}${IN_NAMESPACE}${name}`)
          : [tool.name ?? tool.type],
      ),
      results: input.flatMap(({ type, output }) => (type === 'function_call_output' ? [JSON.stringify(output)] : [])),
    };
  },
  write(answer) {
    const response = { id: 'resp_1' };
    const usage = { input_tokens: 1, input_tokens_details: null, output_tokens: 1, output_tokens_details: null };
    return [
      { type: 'response.created', response },
      { type: 'response.output_item.done', output_index: 0, item: item(answer) },
      { type: 'response.completed', response: { ...response, usage: { ...usage, total_tokens: 2 } } },
    ]
      .map((data) => event(data, data.type))
      .join('');
  },
};

function item(answer: ModelAnswer): object {
  if (answer.kind === 'text') {
    const content = [{ type: 'output_text', text: answer.text }];
    return { type: 'message', role: 'assistant', id: 'msg_1', content };
  }
  const [namespace = '', name] = answer.tool.split(IN_NAMESPACE);
  const named = name === undefined ? { name: namespace } : { name, namespace };
  return { type: 'function_call', call_id: 'call_1', ...named, arguments: JSON.stringify(answer.arguments) };
}
