import { applyEdits } from '../protocol/edits.ts';
import { memberEdits, objectText } from '../protocol/modern/object-text.ts';
import type { ToolEntry } from './entry.ts';
import { OWN_TOOL_SOURCE } from './own-tool.ts';

/**
 * The result of tools/list as JSON text.
 * @param hasTasks whether a server answers calls with tasks, as some of its tools may say they can
 */
export function listForClients(entries: readonly ToolEntry[], hasTasks: (server: string) => boolean): string {
  const sources = entries.map((entry) => definitionForClients(entry, hasTasks(entry.server)));
  return `{"tools":[${[...sources, OWN_TOOL_SOURCE].join(',')}]}`;
}

/** The definition exactly as the server wrote it, but for the name, and for tasks where it cannot do what it says. */
function definitionForClients({ source, name, shown, value }: ToolEntry, hasTasks: boolean): string {
  const isRenamed = shown !== undefined && shown !== name;
  const isTooMuch = !hasTasks && value.execution !== undefined;
  const object = isRenamed || isTooMuch ? objectText(source) : undefined;
  if (!object) return source;
  const change = {
    remove: (key: string) => isTooMuch && key === 'execution',
    set: isRenamed ? { name: JSON.stringify(shown) } : {},
  };
  return applyEdits(source, memberEdits(source, object, change));
}
