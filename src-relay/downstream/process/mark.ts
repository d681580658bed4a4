/** Environment variable that marks everything a relay starts; what its children start inherits it. */
export const CHILD_MARK = 'MCP_RELAY_CHILD_OF';

/** The variable's value for one start of one program: it tells the relay's processes from others, and this start's from the rest. */
export function markValue(instanceId: string, launch: number): string {
  return `${instanceId}.${launch}`;
}

/** Whether a mark is that of a relay's instance, whichever start it belongs to. */
export function isMarkOf(value: string, instanceId: string): boolean {
  return value === instanceId || value.startsWith(`${instanceId}.`);
}
