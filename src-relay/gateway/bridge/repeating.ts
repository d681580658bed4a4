import { member, parseJson, type JsonObject } from '../../protocol/json.ts';

/** Requests that change nothing, or the same again when they come twice (MCP 2025-11-25 and 2026-07-28). */
const REPEATABLE: ReadonlySet<string> = new Set([
  'initialize',
  'server/discover',
  'ping',
  'tools/list',
  'prompts/list',
  'prompts/get',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'resources/subscribe',
  'resources/unsubscribe',
  'subscriptions/listen',
  'completion/complete',
  'logging/setLevel',
  'tasks/get',
  'tasks/list',
  'tasks/result',
  'tasks/cancel',
]);

/** Tools whose names are kept. */
const MAX_TOOLS = 10_000;

/** Tools that may be called twice, as the relay itself has told the client (MCP, Tools, "annotations"). */
export class RepeatableTools {
  readonly #names = new Set<string>();

  /** Learns from the relay's answer to tools/list. */
  learn(answer: string): void {
    const tools = member(member(parseJson(answer), 'result'), 'tools');
    if (!Array.isArray(tools)) return;
    for (const tool of tools) {
      const name = member(tool, 'name');
      if (typeof name !== 'string') continue;
      const hints = member(tool, 'annotations');
      const isSafe = member(hints, 'readOnlyHint') === true || member(hints, 'idempotentHint') === true;
      if (!isSafe) this.#names.delete(name);
      else if (this.#names.size < MAX_TOOLS) this.#names.add(name);
    }
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }
}

/**
 * Whether a request may be sent again that a relay may have carried out already. One that begins a task never is, nor one
 * that answers what it was asked (its state counts once), nor one of a method that is not known here.
 */
export function isRepeatable({ method, params }: JsonObject, tools: RepeatableTools): boolean {
  if (typeof method !== 'string' || member(params, 'task') !== undefined) return false;
  if (member(params, 'inputResponses') !== undefined) return false;
  if (method !== 'tools/call') return REPEATABLE.has(method);
  const name = member(params, 'name');
  return typeof name === 'string' && tools.has(name);
}
