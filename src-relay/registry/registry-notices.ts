import type { InspectedTool, ToolEntry } from './entry.ts';
import { clientName, plainName } from './names.ts';

/** What a notice is about. */
export type NoticeType = 'shadowing' | 'changed' | 'new' | 'risk' | 'cleared' | 'limit';

/** Notices remembered, so that each is told once; the oldest make room. */
const MAX_NOTICES = 10_000;
/** Tools named in one notice. */
const MAX_NAMED = 64;
/** Flagged tools of one server that are told of. */
const MAX_FLAGS_TOLD = 20;

/** Tells people of what the registry found, each thing once. */
export class RegistryNotices {
  readonly #onNotice: (type: NoticeType, server: string, tool: string, message: string) => void;
  readonly #told = new Set<string>();

  constructor(onNotice: (type: NoticeType, server: string, tool: string, message: string) => void) {
    this.#onNotice = onNotice;
  }

  /** Tells once for each tool and definition. */
  tell(type: Exclude<NoticeType, 'limit'>, entry: ToolEntry, message: string): void {
    const about = type === 'shadowing' ? message : '';
    if (this.#isNew(`${type}\0${entry.server}\0${entry.name}\0${entry.hash}\0${about}`)) {
      this.#onNotice(type, entry.server, logName(entry), message);
    }
  }

  /** Tells of names and texts that pose as another server's: of each server a few, for it may bring thousands. */
  tellOfFlags(entries: readonly ToolEntry[]): void {
    const told = new Map<string, number>();
    for (const entry of entries) {
      for (const { kind, text } of entry.flags) {
        const count = told.get(entry.server) ?? 0;
        // The name alone is told of as a clash.
        if (kind === 'same-name' || count >= MAX_FLAGS_TOLD) continue;
        told.set(entry.server, count + 1);
        this.tell('shadowing', entry, withoutExcerpt(text));
      }
    }
  }

  /** Tells in one notice of the tools that are over the limit. */
  warnOfLimit(over: readonly ToolEntry[], most: number): void {
    const [first] = over;
    if (!first || !this.#isNew(`limit\0${over.length}\0${first.server}\0${first.name}`)) return;
    const names = over.slice(0, MAX_NAMED).map((entry) => entry.shown ?? logName(entry));
    if (over.length > MAX_NAMED) names.push('…');
    this.#onNotice(
      'limit',
      first.server,
      logName(first),
      `${over.length} tools are over the limit of ${most} (--max-mcp-tools) and not offered: ${names.join(', ')}`,
    );
  }

  #isNew(notice: string): boolean {
    if (this.#told.has(notice)) return false;
    this.#told.add(notice);
    const [oldest] = this.#told;
    if (this.#told.size > MAX_NOTICES && oldest !== undefined) this.#told.delete(oldest);
    return true;
  }
}

/** A server's tool name as a log or a person may have it: servers choose their names. */
export function logName(tool: InspectedTool): string {
  return clientName(plainName(tool).slice(0, 200));
}

/** A sentence as a log may have it: the server's own words stay out of it. */
export function withoutExcerpt(text: string): string {
  return text.replace(/: “.*$/su, '.');
}
