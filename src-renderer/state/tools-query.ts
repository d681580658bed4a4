import { type Tool, TOOL_STATES } from '../../src-relay/control/contract.ts';

type ToolState = Tool['state'];

/** Which tools the reader wants to see, as the address holds it. Empty: all. */
export interface ToolsQuery {
  readonly states: readonly ToolState[];
  readonly servers: readonly string[];
  readonly text: string;
}

export const ALL_TOOLS: ToolsQuery = { states: [], servers: [], text: '' };

/** States as the address names them. */
const SLUGS: Readonly<Record<ToolState, string>> = {
  enabled: 'on',
  'disabled - hidden_mode': 'internal',
  'disabled - duplicate': 'duplicate',
  'disabled - security risk': 'risk',
  'disabled - error': 'error',
  'disabled - limit': 'limit',
  'disabled - by user': 'off',
  'disabled - changed': 'changed',
};

/** Reads a query from the address's fragment; what it does not know it leaves out. */
export function parseToolsQuery(hash: string): ToolsQuery {
  const params = new URLSearchParams(hash.split('?').slice(1).join('?'));
  const slugs = params.getAll('state');
  return {
    states: TOOL_STATES.filter((state) => slugs.includes(SLUGS[state])),
    servers: [...new Set(params.getAll('server').filter(Boolean))].slice(0, 50),
    text: params.get('text')?.slice(0, 200) ?? '',
  };
}

/** Writes a query for the address: empty, or `?` and what follows. */
export function formatToolsQuery({ states = [], servers = [], text = '' }: Partial<ToolsQuery>): string {
  const params = new URLSearchParams();
  for (const state of states) params.append('state', SLUGS[state]);
  for (const server of servers) params.append('server', server);
  if (text !== '') params.set('text', text);
  const written = params.toString();
  return written === '' ? '' : `?${written}`;
}

/** The tools that a query asks for, in their order. */
export function toolsMatching(tools: readonly Tool[], { states, servers, text }: ToolsQuery): readonly Tool[] {
  const wanted = text.trim().toLowerCase();
  return tools.filter(
    (tool) =>
      (states.length === 0 || states.includes(tool.state)) &&
      (servers.length === 0 || servers.includes(tool.server)) &&
      (wanted === '' || holds(tool, wanted)),
  );
}

function holds(tool: Tool, text: string): boolean {
  return [tool.shown, tool.name, tool.title, tool.server, tool.description].some((value) =>
    value?.toLowerCase().includes(text),
  );
}
