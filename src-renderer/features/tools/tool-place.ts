import { useMemo } from 'react';
import { toolLink } from '../../app/route.ts';
import { formatToolsQuery, parseToolsQuery, type ToolsQuery } from '../../state/tools-query.ts';

/** A tool by what it is called at its server. */
export interface ToolId {
  readonly server: string;
  readonly name: string;
}

/** The address of the list as it is narrowed, with a tool open or not. */
export function toolPlace(query: ToolsQuery, tool?: ToolId): string {
  return toolLink(tool?.server, tool?.name) + formatToolsQuery(query);
}

/** What the list is narrowed to, from the address; `#/tools/SERVER` alone means the tools of that server. */
export function useToolsQuery(server: string | undefined, name: string | undefined): ToolsQuery {
  // The route changes with every change of the address, and draws the screen anew.
  const { hash } = location;
  return useMemo(() => {
    const query = parseToolsQuery(hash);
    return server !== undefined && name === undefined ? { ...query, servers: [server] } : query;
  }, [hash, server, name]);
}
