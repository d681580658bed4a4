import { jsonTree, memberNode, nodeAt } from '../protocol/json-tree.ts';
import { isJsonObject, member, parseJson, type JsonObject } from '../protocol/json.ts';
import type { Connection } from './connection.ts';

/** One tool as its server describes it: the parsed definition and the exact text that goes to clients. */
export interface ToolDefinition {
  readonly name: string;
  readonly source: string;
  readonly value: JsonObject;
}

const MAX_PAGES = 100;
const MAX_TOOLS = 5000;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Lists all tools of a server, page by page within caps. Rejects with an Error that says what is wrong.
 * @param onDropped hears why a tool was left out
 */
export async function listTools(
  connection: Connection,
  timeoutMs: number,
  onDropped: (why: string) => void,
): Promise<ToolDefinition[]> {
  const tools: ToolDefinition[] = [];
  const cursors = new Set<string>();
  let cursor: string | undefined;
  let bytes = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const params = cursor === undefined ? {} : { params: { cursor } };
    const answer = await connection.request(
      (id) => JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/list', ...params }),
      { timeoutMs },
    );
    if (answer.message.error !== undefined) throw new Error('it answered tools/list with an error');
    bytes += answer.source.length;
    tools.push(...toolsOf(answer.source, onDropped));
    if (tools.length > MAX_TOOLS) throw new Error(`it lists more than ${MAX_TOOLS} tools`);
    if (bytes > MAX_BYTES) throw new Error(`its tool list is over ${MAX_BYTES} bytes`);
    const next = member(answer.message.result, 'nextCursor');
    if (typeof next !== 'string') return tools;
    if (cursors.has(next)) throw new Error('its tool list repeats a page cursor');
    cursors.add(next);
    cursor = next;
  }
  throw new Error(`its tool list has more than ${MAX_PAGES} pages`);
}

function toolsOf(source: string, onDropped: (why: string) => void): ToolDefinition[] {
  const list = memberNode(nodeAt(jsonTree(source), ['result']), 'tools')?.value;
  if (list?.type !== 'array') throw new Error('its answer to tools/list holds no tools');
  return list.items.flatMap((node) => {
    const text = source.slice(node.start, node.end);
    const value = parseJson(text);
    const name = member(value, 'name');
    if (!isJsonObject(value) || typeof name !== 'string' || name === '') return [];
    // UTF-8 cannot spell half a character: such a name reads back from the store as another one, and no pin or switch of
    // it would ever hold.
    if (name.isWellFormed()) return [{ name, source: text, value }];
    onDropped('it offers a tool whose name is no Unicode text; the tool is left out');
    return [];
  });
}
