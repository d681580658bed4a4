/** Methods of the legacy era that the modern one has no more. */
export const GONE = new Set([
  'initialize',
  'ping',
  'logging/setLevel',
  'resources/subscribe',
  'resources/unsubscribe',
  'tasks/get',
  'tasks/list',
  'tasks/result',
  'tasks/update',
  'tasks/cancel',
]);
/** Methods that the relay answers itself, or not at all: passed on raw they would mix what belongs to different sessions. */
export const NEVER_RAW = new Set([
  ...GONE,
  'server/discover',
  'subscriptions/listen',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
]);
/** Methods of tasks in the modern era, where they are an extension that both ends must know. */
export const TASKS = new Set(['tasks/get', 'tasks/update', 'tasks/cancel']);
/** Methods that only the modern era has. */
export const MODERN_ONLY = new Set(['server/discover', 'subscriptions/listen', 'tasks/update']);
/** Methods whose answer depends on what servers offer. */
export const WAITING = new Set([
  'initialize',
  'server/discover',
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
  'resources/subscribe',
]);
/** What must be offered before a method is. */
export const AREAS: ReadonlyMap<string, 'prompts' | 'resources' | 'completions' | 'tasks'> = new Map([
  ['prompts/get', 'prompts'],
  ['resources/read', 'resources'],
  ['resources/subscribe', 'resources'],
  ['resources/unsubscribe', 'resources'],
  ['completion/complete', 'completions'],
  ['tasks/get', 'tasks'],
  ['tasks/result', 'tasks'],
  ['tasks/cancel', 'tasks'],
] as const);
