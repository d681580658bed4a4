import { type Frame } from '../../protocol/frame.ts';
import { member, type JsonValue } from '../../protocol/json.ts';
import type { PendingCall } from './pending-call.ts';

/** Most tasks of one connection whose progress is passed on; the oldest make room. */
const MAX_TASKS = 1000;
/** For how long it is passed on at most, in milliseconds: a server need not tell that a task has ended. */
const LONGEST_TASK_MS = 60 * 60 * 1000;
const RELATED_TASK = 'io.modelcontextprotocol/related-task';
const TERMINAL: ReadonlySet<JsonValue | undefined> = new Set(['completed', 'failed', 'cancelled']);

interface RunningTask {
  readonly taskId: string;
  readonly onProgress: (frame: Frame) => void;
  /** On the clock of performance.now(). */
  readonly until: number;
}

/**
 * Who hears of the progress of calls that were answered with a task: the call's progress token stays valid until the task
 * has ended (MCP 2025-11-25, Tasks, "Task Progress Notifications").
 */
export class TaskProgress {
  /** By progress token, the oldest first. */
  readonly #tasks = new Map<number, RunningTask>();

  /** Takes an answer: one that makes a task of its call, or one that says that a task has ended. */
  answered({ id, request, options }: PendingCall, { message }: Frame): void {
    const { result } = message;
    if (options.onProgress) {
      const task = member(result, 'task');
      const taskId = member(task, 'taskId');
      if (typeof taskId === 'string' && !TERMINAL.has(member(task, 'status'))) {
        this.#add(id, { taskId, onProgress: options.onProgress, until: performance.now() + LONGEST_TASK_MS });
      }
    }
    if (this.#tasks.size === 0 || !request.method.startsWith('tasks/')) return;
    if (request.method === 'tasks/result') this.#end(member(member(member(result, '_meta'), RELATED_TASK), 'taskId'));
    else this.statusIs(result);
  }

  /** Takes what a server says of a task: its id and its status. */
  statusIs(task: JsonValue | undefined): void {
    if (TERMINAL.has(member(task, 'status'))) this.#end(member(task, 'taskId'));
  }

  progressed(token: number, frame: Frame): void {
    const task = this.#tasks.get(token);
    if (!task) return;
    if (task.until > performance.now()) task.onProgress(frame);
    else this.#tasks.delete(token);
  }

  close(): void {
    this.#tasks.clear();
  }

  #add(token: number, task: RunningTask): void {
    const now = performance.now();
    this.#tasks.set(token, task);
    for (const [oldest, { until }] of this.#tasks) {
      if (this.#tasks.size <= MAX_TASKS && until > now) return;
      this.#tasks.delete(oldest);
    }
  }

  #end(taskId: JsonValue | undefined): void {
    for (const [token, task] of this.#tasks) if (task.taskId === taskId) this.#tasks.delete(token);
  }
}
