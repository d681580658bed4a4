import { isDeepStrictEqual } from 'node:util';
import type { Insertion } from '../../config/json-members.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { ClientError } from '../client-error.ts';
import type { EntryFormat, FileFormat } from './format.ts';

/** A file's text with the section its servers stand in. */
export interface ServerText {
  readonly file: string;
  readonly text: string;
  readonly section: string;
  readonly format: EntryFormat;
}

type Entries = Readonly<Record<string, unknown>>;

/** Files may be large, and each is asked for several things. */
const documents = new WeakMap<ServerText, Entries>();

/**
 * The entries of the section; none where there is no section.
 * @throws ClientError `broken-file`
 */
export function entriesOf(source: ServerText): Entries {
  return Object.fromEntries(Object.entries(sectionOf(source, documentOf(source))));
}

/**
 * The document of the file.
 * @throws ClientError `broken-file`
 */
export function documentOf(source: ServerText): Entries {
  const { file, text, format } = source;
  const known = documents.get(source);
  if (known) return known;
  const read = format.read(text);
  if ('value' in read) {
    documents.set(source, read.value);
    return read.value;
  }
  const { fault } = read;
  const where = `line ${fault.line}, column ${fault.column}`;
  throw new ClientError(
    'broken-file',
    `${file} is broken at ${where}: ${fault.message}. Mend it there, then try again.`,
    {
      fault,
    },
  );
}

function sectionOf({ file, text, section, format }: ServerText, document: Entries): Entries {
  const found = Object.hasOwn(document, section) ? document[section] : {};
  if (isTable(found)) return found;
  const fault = { ...format.placeOf(text, section), message: `"${section}" must be an object` };
  const where = `line ${fault.line}, column ${fault.column}`;
  throw new ClientError(
    'broken-file',
    `${file} is broken at ${where}: ${fault.message}. Mend it there, then try again.`,
    {
      fault,
    },
  );
}

/**
 * Puts an entry in, and proves that nothing else has changed.
 * @throws ClientError `broken-file`, `not-editable`
 */
export function addEntry(source: ServerText, name: string, entry: JsonObject): Insertion {
  const before = entriesOf(source);
  const { text, inserted } = source.format.insert(source.text, source.section, name, entry);
  prove(source, text, { ...before, [name]: entry });
  return { text, inserted };
}

/**
 * Takes an entry out, and proves that nothing else has changed.
 * @param inserted what was put in, where that is known: where it still stands, taking it out gives the bytes of before
 * @throws ClientError `broken-file`, `not-editable`
 */
export function takeEntry(source: ServerText, name: string, inserted?: string): string {
  const { [name]: taken, ...rest } = entriesOf(source);
  const { text } = source;
  const at = inserted === undefined || inserted === '' ? -1 : text.indexOf(inserted);
  if (inserted !== undefined && at >= 0 && text.lastIndexOf(inserted) === at) {
    const cut = text.slice(0, at) + text.slice(at + inserted.length);
    if (says(source, cut, rest) && source.format.isNoLooser(cut, text)) return cut;
  }
  if (taken === undefined) return text;
  const cut = source.format.remove(text, source.section, name);
  prove(source, cut, rest);
  return cut;
}

/**
 * Puts an entry in again as it was written, and proves that nothing else has changed.
 * @throws ClientError `broken-file`, `not-editable`
 */
export function restoreEntry(
  source: ServerText & { readonly format: FileFormat },
  name: string,
  written: string,
): string {
  const before = entriesOf(source);
  const text = source.format.restore(source.text, source.section, name, written);
  const { [name]: restored, ...rest } = entriesOf({ ...source, text });
  if (restored === undefined || !isDeepStrictEqual(rest, { ...before })) throw notEditable(source);
  return text;
}

function prove(source: ServerText, text: string, wanted: Entries): void {
  if (!says(source, text, wanted)) throw notEditable(source);
}

/** Whether a text says what the source does, but for the entries of its section. A section without entries may be missing. */
function says(source: ServerText, text: string, wanted: Entries): boolean {
  const after = source.format.read(text);
  if (!('value' in after)) return false;
  const { [source.section]: section = {}, ...others } = after.value;
  const { [source.section]: _before, ...wantedOthers } = documentOf(source);
  return (
    isTable(section) && isDeepStrictEqual({ ...section }, { ...wanted }) && isDeepStrictEqual(others, wantedOthers)
  );
}

function isTable(value: unknown): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function notEditable({ file, section }: ServerText): ClientError {
  return new ClientError(
    'not-editable',
    `${file} is written in a way in which one entry of "${section}" cannot be changed alone. Change it by hand.`,
  );
}
