import { z } from 'zod';

import { type ModelNotation, event } from './turn.ts';

const PART = z.looseObject({ functionResponse: z.object({ response: z.unknown() }).optional() });
const REQUEST = z.object({
  tools: z.array(z.object({ functionDeclarations: z.array(z.object({ name: z.string() })).default([]) })).default([]),
  contents: z.array(z.object({ parts: z.array(PART).default([]) })),
});

/** Google's generateContent, which Gemini CLI speaks. */
export const geminiContent: ModelNotation = {
  takes: (path) => path.endsWith(':streamGenerateContent'),
  read(body) {
    const { tools, contents } = REQUEST.parse(body);
    return {
      tools: tools.flatMap(({ functionDeclarations }) => functionDeclarations.map(({ name }) => name)),
      results: contents.flatMap(({ parts }) =>
        parts.flatMap(({ functionResponse }) => (functionResponse ? [JSON.stringify(functionResponse.response)] : [])),
      ),
    };
  },
  write(answer) {
    const part =
      answer.kind === 'text' ? { text: answer.text } : { functionCall: { name: answer.tool, args: answer.arguments } };
    const candidate = { index: 0, finishReason: 'STOP', content: { role: 'model', parts: [part] } };
    return event({
      candidates: [candidate],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
    });
  },
};
