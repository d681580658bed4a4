import type { Era } from '../protocol/era.ts';
import type { Target } from './context.ts';
import type { ClientSession } from './session.ts';

/** Tasks remembered; the oldest make room. */
const MAX_TASKS = 10_000;

/**
 * Whose task it is: each belongs to the server that runs it and to the session that started it (MCP 2025-11-25, Tasks); in
 * the modern era, which has no sessions, to the client.
 */
export class TaskOwners {
  readonly #tasks = new Map<
    string,
    { readonly server: string; readonly owner: string; readonly session: WeakRef<ClientSession> }
  >();

  /** A server has given a task to a session. Of two servers that give the same id the first keeps it. */
  note(taskId: string, server: string, session: ClientSession, era: Era): void {
    if (this.#tasks.has(taskId)) return;
    this.#tasks.set(taskId, { server, owner: ownerOf(session, era), session: new WeakRef(session) });
    const [oldest] = this.#tasks.keys();
    if (this.#tasks.size > MAX_TASKS && oldest !== undefined) this.#tasks.delete(oldest);
  }

  /** The server of a session's task; another session's task does not exist for it. */
  find(taskId: string, session: ClientSession, era: Era): Target | undefined {
    const task = this.#tasks.get(taskId);
    return task?.owner === ownerOf(session, era) ? { server: task.server, name: taskId, isUnlisted: true } : undefined;
  }

  /** The session that a server's task belongs to. */
  sessionOf(taskId: string, server: string): ClientSession | undefined {
    const task = this.#tasks.get(taskId);
    return task?.server === server ? task.session.deref() : undefined;
  }
}

function ownerOf(session: ClientSession, era: Era): string {
  return era === 'modern' ? session.key : session.id;
}
