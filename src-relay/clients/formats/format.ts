import type { Insertion, TextFault } from '../../config/json-members.ts';
import type { JsonObject } from '../../protocol/json.ts';

/** How a file of servers is written: reading it, and changing one entry while every other byte stays. */
export interface EntryFormat {
  /** An empty text is an empty document. Never throws. */
  read(text: string): { readonly value: Readonly<Record<string, unknown>> } | { readonly fault: TextFault };
  /** Line and column of a key of the document, for messages. */
  placeOf(text: string, key: string): { readonly line: number; readonly column: number };
  /** Puts an entry in that is not there yet. */
  insert(text: string, section: string, name: string, entry: JsonObject): Insertion;
  /** Takes an entry out; gives the text as it is where it cannot. */
  remove(text: string, section: string, name: string): string;
  /** Whether a text asks no more of its reader than another one did. */
  isNoLooser(text: string, than: string): boolean;
}

/** One whose entries can be kept as they are written, and put back. */
export interface FileFormat extends EntryFormat {
  /** An entry as it is written; undefined where it stands in no piece of its own. */
  sourceOf(text: string, section: string, name: string): string | undefined;
  /** Puts an entry in again as it was written. */
  restore(text: string, section: string, name: string, source: string): string;
}
