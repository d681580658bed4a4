import type { CallRow, Notice, Status } from './contract.ts';

/** The relay's state at a glance; each has a shape of its own. */
export type Glance = 'ok' | 'attention' | 'paused' | 'stopped';

/** How long a block keeps asking for attention, in milliseconds. */
const ATTENTION_MS = 5 * 60_000;

/** What the tray shows: the worst that holds now. */
export function glanceOf(status: Status | undefined, lastBlockAt: number | undefined, now: number): Glance {
  if (!status) return 'stopped';
  if (status.pausedUntil !== null) return 'paused';
  const isRecent = lastBlockAt !== undefined && now - lastBlockAt < ATTENTION_MS;
  return status.problems.length > 0 || isRecent ? 'attention' : 'ok';
}

/** The state in one line of words. */
export function stateLine(product: string, status: Status | undefined): string {
  if (!status) return `${product} is not running`;
  if (status.pausedUntil !== null) return `${product}: scanning is paused`;
  const count = status.clients.length;
  return `${product} is on · ${count === 1 ? '1 client' : `${count} clients`} connected`;
}

/** Which tool a call was for, in words. */
export function toolLine(row: CallRow): string {
  return row.tool === null ? 'a tool that is not offered' : `${row.server ?? ''} · ${row.shownTool ?? row.tool}`;
}

/** What a notification says of blocked calls: one by name, several by their count. */
export function blockNotice(rows: readonly CallRow[]): { title: string; body: string; entryId: string } | undefined {
  const last = rows.at(-1);
  if (!last) return undefined;
  const title = rows.length === 1 ? `Blocked: ${toolLine(last)}` : `${rows.length} calls were blocked`;
  const reason = last.reason ?? '';
  const body = rows.length === 1 ? reason : `The last one: ${toolLine(last)}. ${reason}`;
  return { title, body: shortened(body), entryId: last.entryId };
}

/** Notices that somebody should decide on: a definition or instructions that changed, a server that is held back. */
const TO_REVIEW = /^(?:changed|held):|no longer the one that was approved/u;

/** Whether a notice is about something that waits in Review. */
export function needsReview({ type, message }: Notice): boolean {
  return type === 'registry_change' && TO_REVIEW.test(message);
}

/** What a notification says of things that wait in Review: one by name, several by their count. */
export function reviewNotice(waiting: readonly Notice[]): { title: string; body: string } | undefined {
  const last = waiting.at(-1);
  if (!last) return undefined;
  const name = [last.server, last.tool].filter((part) => part !== null).join(' · ');
  const title = waiting.length === 1 ? `Waits for you: ${name}` : `${waiting.length} things wait for you`;
  const said = last.message.replace(/^\w+: /u, '');
  const body = `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
  return { title, body: shortened(waiting.length === 1 ? body : `The last one: ${name}. ${body}`) };
}

/** Whether a notice is about an AI client that took the relay's entry out of its file. */
export function isDropped({ type, message }: Notice): boolean {
  return type === 'config_change' && message.startsWith('dropped: ');
}

/** What a notification says of such clients. */
export function droppedNotice(dropped: readonly Notice[]): { title: string; body: string } | undefined {
  const last = dropped.at(-1);
  if (!last) return undefined;
  const title = dropped.length === 1 ? 'An app dropped the relay' : `${dropped.length} apps dropped the relay`;
  return { title, body: shortened(last.message.replace(/^\w+: /u, '')) };
}

/** Characters that a notification of any system shows. */
const MAX_BODY = 200;

function shortened(text: string): string {
  return text.length <= MAX_BODY ? text : `${text.slice(0, MAX_BODY - 1)}…`;
}
