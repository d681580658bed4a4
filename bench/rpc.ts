import { threadId } from 'node:worker_threads';

/** What the client reads of an answer. */
export interface Answer {
  id?: number | undefined;
  result?: { tools?: { name: string }[]; content?: { type: string; text?: string }[]; isError?: boolean } | undefined;
  error?: { code: number; message: string } | undefined;
}

/** One open MCP session with a target. Ids are unique over all sessions: some bridges send every answer to everyone. */
export interface Session {
  /** `params` is JSON text. Rejects when the target answers with something else than a JSON-RPC frame. */
  request(method: string, params: string): Promise<Answer>;
  notify(method: string): Promise<void>;
  /** Ends the session as its transport says (DELETE, or the end of the event stream). */
  close(): Promise<void>;
}

// Every thread counts in a range of its own.
let lastId = threadId * 1_000_000_000;

export function nextId(): number {
  return ++lastId;
}

export function parseAnswer(text: string): Answer {
  const value: unknown = JSON.parse(text);
  if (!isAnswer(value)) throw new Error(`not a JSON-RPC answer: ${text.slice(0, 80)}`);
  return value;
}

/** Cheap on purpose, it runs for every call; the rows check the text that came back. */
function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function requestText(id: number, method: string, params: string): string {
  return `{"jsonrpc":"2.0","id":${String(id)},"method":"${method}","params":${params}}`;
}

export function notificationText(method: string): string {
  return `{"jsonrpc":"2.0","method":"${method}"}`;
}
