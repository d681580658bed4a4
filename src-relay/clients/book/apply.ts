import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { messageOf } from '../../protocol/errors.ts';
import { ClientError } from '../client-error.ts';
import { hashOf, readState, type FileState } from '../files/file-state.ts';
import { replaceFile, writeOwnFile } from '../files/replace.ts';
import { entriesOf } from '../formats/entries.ts';
import { ENTRY_NAME } from '../types.ts';
import { TOKEN_TO_COME, type Draft, type DraftFile } from './draft.ts';
import type { BookParts } from './parts.ts';
import {
  readRecord,
  writeRecord,
  type Change,
  type ChangedFile,
  type ClientRecord,
  type Connection,
} from './record.ts';

/** A file of a draft with its last bytes, and where its backup is. */
interface Ready {
  readonly draft: DraftFile;
  readonly after: Uint8Array | undefined;
  readonly backup: string | null;
  readonly written: string | null;
}

/**
 * Writes a draft: all of its files or none. What it does is noted before and after, so that a crash between any two steps
 * leaves whole files, and `settle` finishes or takes back what was begun. The caller holds the book's lock.
 * @throws ClientError
 */
export async function applyDraft(parts: BookParts, draft: Draft): Promise<void> {
  const { disk } = parts;
  const record = readRecord(disk, parts.recordFile);
  for (const { file, read } of draft.files) {
    if (readState(disk, file).hash === read.hash) continue;
    throw new ClientError(
      'changed-meanwhile',
      `${read.path} was changed meanwhile. Look at the changes anew, then try again.`,
    );
  }
  const { id, title } = draft.strategy;
  const token = draft.needsToken ? parts.provideToken(id, title) : '';
  for (const [name, value] of draft.secretsToSet) await parts.secrets.set(name, value);
  const ready = draft.files.map((file) => prepare(parts, draft, file, token));
  const change: Change = {
    id,
    action: draft.action,
    at: parts.now().toISOString(),
    files: ready.map((one) => changedFile(one)),
    previous: record.connections.filter((one) => one.id === id),
    secrets: [...draft.secretsToSet.keys()],
  };
  const next = connectionsAfter(record, draft, ready, token);
  writeRecord(disk, parts.recordFile, { ...record, pending: { change, next } });
  const done: { ready: Ready; now: FileState }[] = [];
  try {
    for (const one of ready) done.push({ ready: one, now: await write(parts, draft, one) });
  } catch (error) {
    for (const { ready: one, now } of done.toReversed()) {
      replaceFile(disk, { ...now, mode: one.draft.read.mode }, one.draft.read.bytes);
    }
    writeRecord(disk, parts.recordFile, record);
    throw error;
  }
  // A client's own program may have laid its file out in another way than was foreseen.
  const hashes = new Map(done.map(({ ready: one, now }) => [one.draft.file, now.hash]));
  const settled = next.map((connection) => withHash(connection, ready, hashes));
  const files = change.files.map((file) => ({ ...file, after: hashes.get(file.path) ?? file.after }));
  const after = committed(record, { ...change, files }, settled);
  writeRecord(disk, parts.recordFile, after);
  removeOldBackups(parts, after);
  for (const name of draft.secretsToRemove) await parts.secrets.remove(name);
}

/** Backups that nothing leads back to any more are kept for a while, for people. */
const SPARE_BACKUPS = 20;

function removeOldBackups({ disk, backupFolder }: BookParts, { connections, undo }: ClientRecord): void {
  const used = new Set([
    ...connections.map(({ base }) => base?.backup),
    ...undo.flatMap(({ files }) => files.flatMap(({ backup, written }) => [backup, written])),
  ]);
  // Their names begin with when they were made.
  const unused = disk
    .list(backupFolder)
    .toSorted()
    .map((name) => join(backupFolder, name))
    .filter((file) => !used.has(file));
  for (const file of unused.slice(0, -SPARE_BACKUPS)) disk.remove(file);
}

/** Finishes or takes back a change in whose midst a program has died. The caller holds the book's lock. */
export function settle(parts: BookParts): void {
  const { disk } = parts;
  const record = readRecord(disk, parts.recordFile);
  const { pending, ...rest } = record;
  if (!pending) return;
  const files = pending.change.files.map((file) => ({ file, state: readState(disk, file.path) }));
  const isDone = (file: ChangedFile, state: FileState): boolean =>
    file.after === null ? state.hash !== file.before : state.hash === file.after;
  if (files.every(({ file, state }) => isDone(file, state))) {
    writeRecord(disk, parts.recordFile, committed(rest, pending.change, pending.next));
    return;
  }
  for (const { file, state } of files.toReversed()) {
    if (file.after === null || state.hash !== file.after || file.after === file.before) continue;
    replaceFile(disk, state, file.backup === null ? undefined : disk.read(file.backup));
  }
  writeRecord(disk, parts.recordFile, rest);
}

function prepare(parts: BookParts, draft: Draft, file: DraftFile, token: string): Ready {
  const { read, after } = file;
  const bytes = typeof after === 'string' ? Buffer.from(after.replaceAll(TOKEN_TO_COME, token)) : after;
  // What no longer can be read when it is asked for is looked for now.
  if (bytes && file.role === 'client' && draft.action !== 'undo') checkReadable(draft, file, bytes);
  return {
    draft: file,
    after: bytes,
    backup: read.bytes ? backUp(parts, read.path, 'before', read.bytes) : null,
    written: bytes && !file.program ? backUp(parts, read.path, 'after', bytes) : null,
  };
}

function checkReadable({ strategy, action }: Draft, { read }: DraftFile, bytes: Uint8Array): void {
  const { format, section } = strategy;
  const entries = entriesOf({ file: read.path, text: Buffer.from(bytes).toString('utf8'), section, format });
  if (action !== 'disconnect' && !Object.hasOwn(entries, ENTRY_NAME)) {
    throw new ClientError('not-editable', `${read.path} would not hold the relay's entry. Write it there by hand.`);
  }
}

/** Copies a file's content to a file that its owner alone can read, named by when. */
function backUp(parts: BookParts, path: string, which: 'before' | 'after', bytes: Uint8Array): string {
  const time = parts.now().toISOString().replaceAll(/[:.]/gu, '-');
  const file = join(parts.backupFolder, `${time}-${basename(path)}-${randomBytes(3).toString('hex')}.${which}`);
  writeOwnFile(parts.disk, file, bytes);
  return file;
}

function changedFile({ draft: { file, read, program }, after, backup, written }: Ready): ChangedFile {
  const hash = after ? hashOf(after) : 'absent';
  return { path: file, before: read.hash, after: program ? null : hash, backup, written };
}

function connectionsAfter(record: ClientRecord, draft: Draft, ready: readonly Ready[], token: string): Connection[] {
  const others = draft.others ?? record.connections.filter(({ id }) => id !== draft.strategy.id);
  const own = draft.next.map(({ connection, base }) => {
    const inserted = connection.inserted?.replaceAll(TOKEN_TO_COME, token) ?? null;
    const one = ready.find(({ draft: file }) => file.role === 'client' && file.file === connection.file);
    if (!one?.after || draft.action === 'undo') return { ...connection, inserted };
    const hash = hashOf(one.after);
    const backup = base === 'this-backup' ? one.backup : base === 'kept' ? connection.base?.backup : undefined;
    return { ...connection, inserted, base: backup === undefined ? null : { hash, backup } };
  });
  return [...others, ...own];
}

function withHash(connection: Connection, ready: readonly Ready[], hashes: ReadonlyMap<string, string>): Connection {
  const one = ready.find(({ draft }) => draft.program !== undefined && draft.file === connection.file);
  const hash = one && hashes.get(one.draft.file);
  if (hash === undefined || hash === connection.base?.hash) return connection;
  return { ...connection, inserted: null, base: connection.base && { ...connection.base, hash } };
}

function committed(
  record: Omit<ClientRecord, 'pending'>,
  change: Change,
  connections: readonly Connection[],
): ClientRecord {
  if (change.files.length === 0) return { version: 1, connections: [...connections], undo: record.undo };
  const others = record.undo.filter(({ id }) => id !== change.id);
  // What was undone is over: there is nothing that would be undone next.
  const undo = change.action === 'undo' ? others : [...others, change];
  return { version: 1, connections: [...connections], undo };
}

async function write(parts: BookParts, draft: Draft, { draft: file, after }: Ready): Promise<FileState> {
  const { program, read } = file;
  if (!program) return replaceFile(parts.disk, read, after);
  try {
    for (const call of program.calls) await parts.runProgram(program.file, call, program.env);
    const now = readState(parts.disk, read.path);
    if (isWanted(draft, now)) return now;
  } catch (error) {
    if (readState(parts.disk, read.path).hash !== read.hash) {
      throw new ClientError(
        'not-written',
        `${program.file} failed half-way (${messageOf(error)}). Look at ${read.path}.`,
        {
          cause: error,
        },
      );
    }
  }
  return replaceFile(parts.disk, read, after);
}

/** Whether our entry is there, or gone, as it was meant. */
function isWanted({ strategy, action }: Draft, now: FileState): boolean {
  const { format, section } = strategy;
  const entries = entriesOf({ file: now.path, text: now.bytes?.toString('utf8') ?? '', section, format });
  return Object.hasOwn(entries, ENTRY_NAME) === (action !== 'disconnect');
}
