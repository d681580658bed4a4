import type { Era } from '../protocol/era.ts';
import type { Target } from './context.ts';
import type { ClientSession } from './session.ts';

/** Tasks remembered of one owner, and of all; the oldest make room. */
const MAX_OF_ONE = 1000;
const MAX_TASKS = 10_000;

interface Task {
  readonly server: string;
  readonly taskId: string;
  readonly owner: string;
  readonly session: WeakRef<ClientSession>;
}

/**
 * Whose task it is: each belongs to the server that runs it and to the session that started it (MCP 2025-11-25, Tasks); in
 * the modern era, which has no sessions, to the client. Ids are the servers' own: two of them may be equal.
 */
export class TaskOwners {
  readonly #tasks = new Set<Task>();
  readonly #byOwner = new Map<string, Map<string, Task>>();
  /** By server and id: the sessions that a server works for may each have a process of it. */
  readonly #byServer = new Map<string, Set<Task>>();

  /** A server has given a task to a session. Of two servers that give one session the same id the first keeps it. */
  note(taskId: string, server: string, session: ClientSession, era: Era): void {
    const owner = ownerOf(session, era);
    const own = this.#byOwner.get(owner) ?? new Map<string, Task>();
    if (own.has(taskId)) return;
    const task = { server, taskId, owner, session: new WeakRef(session) };
    this.#tasks.add(task);
    this.#byOwner.set(owner, own.set(taskId, task));
    const key = keyOf(server, taskId);
    this.#byServer.set(key, (this.#byServer.get(key) ?? new Set()).add(task));
    const [ownOldest] = own.values();
    const [oldest] = this.#tasks;
    if (own.size > MAX_OF_ONE && ownOldest) this.#forget(ownOldest);
    else if (this.#tasks.size > MAX_TASKS && oldest) this.#forget(oldest);
  }

  /** The server of a session's task; another session's task does not exist for it. */
  find(taskId: string, session: ClientSession, era: Era): Target | undefined {
    const task = this.#byOwner.get(ownerOf(session, era))?.get(taskId);
    return task && { server: task.server, name: taskId, isUnlisted: true };
  }

  /**
   * The session that a server's task belongs to; undefined where that cannot be told.
   * @param label the one session that the server's connection serves; undefined where it serves all
   */
  sessionOf(taskId: string, server: string, label?: string): ClientSession | undefined {
    const sessions = Array.from(this.#byServer.get(keyOf(server, taskId)) ?? [], ({ session }) => session.deref());
    const fitting = sessions.filter((session) => label === undefined || session?.label === label);
    return fitting.length === 1 ? fitting[0] : undefined;
  }

  #forget(task: Task): void {
    this.#tasks.delete(task);
    const own = this.#byOwner.get(task.owner);
    own?.delete(task.taskId);
    if (own?.size === 0) this.#byOwner.delete(task.owner);
    const key = keyOf(task.server, task.taskId);
    const ofServer = this.#byServer.get(key);
    ofServer?.delete(task);
    if (ofServer?.size === 0) this.#byServer.delete(key);
  }
}

function keyOf(server: string, taskId: string): string {
  return `${server}\0${taskId}`;
}

function ownerOf(session: ClientSession, era: Era): string {
  return era === 'modern' ? session.key : session.id;
}
