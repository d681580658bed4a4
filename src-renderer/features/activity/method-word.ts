/** What a request that is no tool call is about, in one word for a list. */
const WORDS: Readonly<Record<string, string>> = {
  'prompts/get': 'prompt',
  'resources/read': 'resource',
  'completion/complete': 'completion',
  'sampling/createMessage': 'asks the model',
  'elicitation/create': 'asks the person',
  'roots/list': 'asks for folders',
};

/** The word for a method; undefined for tool calls, which are what a list is about where it says nothing. */
export function methodWord(method: string): string | undefined {
  return method === 'tools/call' ? undefined : (WORDS[method] ?? method);
}
