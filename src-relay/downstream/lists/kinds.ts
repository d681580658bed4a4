/** The lists of a server (MCP 2025-11-25 and 2026-07-28, Server Features). */
export const LISTS = {
  tools: { method: 'tools/list', member: 'tools', key: 'name' },
  prompts: { method: 'prompts/list', member: 'prompts', key: 'name' },
  resources: { method: 'resources/list', member: 'resources', key: 'uri' },
  templates: { method: 'resources/templates/list', member: 'resourceTemplates', key: 'uriTemplate' },
} as const;
export type ListKind = keyof typeof LISTS;

/** Which lists a server has and tells the changes of together: named like its capability and its notification. */
export const LIST_GROUPS = {
  tools: ['tools'],
  prompts: ['prompts'],
  resources: ['resources', 'templates'],
} as const satisfies Readonly<Record<string, readonly ListKind[]>>;
export type ListGroup = keyof typeof LIST_GROUPS;
export const GROUP_NAMES = ['tools', 'prompts', 'resources'] as const satisfies readonly ListGroup[];

/** The group that a `list_changed` notification is about. */
export function groupOf(method: string): ListGroup | undefined {
  return GROUP_NAMES.find((group) => method === `notifications/${group}/list_changed`);
}
