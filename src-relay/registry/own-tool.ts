import type { ToolEntry } from './entry.ts';
import { clientName, plainName } from './names.ts';

export const OWN_TOOL = 'list_downstream_servers_info';

export const OWN_TOOL_SOURCE = JSON.stringify({
  name: OWN_TOOL,
  title: 'List downstream servers',
  description: 'Lists the MCP servers behind this relay and their tools, with the state of each tool.',
  inputSchema: { type: 'object', properties: {} },
  annotations: { title: 'List downstream servers', readOnlyHint: true, openWorldHint: false },
});

/** What a tool in these states says of itself has not passed a scan or a person: the model must not read it. */
const WITHHELD = new Set<ToolEntry['state']>(['disabled - security risk', 'disabled - error', 'disabled - changed']);

/** The own tool's answer: server name -> its tools in every state, as 2-space JSON (spec/relay.md, "Tool registry"). */
export function serversReport(servers: readonly string[], entries: readonly ToolEntry[]): string {
  const report: Record<string, unknown[]> = {};
  for (const server of servers) {
    report[server] = entries.filter((entry) => entry.server === server).map((entry) => toolReport(entry));
  }
  return JSON.stringify(report, null, 2);
}

function toolReport(entry: ToolEntry): unknown {
  const isUnproven = entry.inspection.outcome === 'risk' || entry.inspection.outcome === 'error';
  const isWithheld = isUnproven || WITHHELD.has(entry.state);
  const { description, inputSchema, annotations } = entry.value;
  return {
    name: isWithheld ? clientName(plainName(entry)) : entry.name,
    description: isWithheld ? `(withheld: ${entry.state.replace('disabled - ', '')})` : (description ?? null),
    inputSchema: isWithheld ? null : (inputSchema ?? null),
    annotations: isWithheld ? null : (annotations ?? null),
    server_name: entry.server,
    state: entry.state,
    sha256_hash: entry.hash,
  };
}
