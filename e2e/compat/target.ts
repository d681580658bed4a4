export type Front = 'stdio' | 'sse' | 'mcp';

/** A program that speaks MCP on its stdin and stdout. */
export interface StdioTarget {
  readonly front: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface HttpTarget {
  readonly front: 'sse' | 'mcp';
  readonly url: string;
  /** Sent as `Authorization: Bearer`; the servers themselves ask for none. */
  readonly token?: string;
}

export type Target = StdioTarget | HttpTarget;

/** The header that a target asks for, if it does. */
export function headersOf(target: HttpTarget): Readonly<Record<string, string>> {
  return target.token === undefined ? {} : { Authorization: `Bearer ${target.token}` };
}
