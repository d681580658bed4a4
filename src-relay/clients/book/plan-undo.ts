import { ClientError } from '../client-error.ts';
import { readState, textOf, type FileState } from '../files/file-state.ts';
import type { ClientStrategy } from '../strategies/strategy.ts';
import type { ChangedSince, PlanOptions } from '../types.ts';
import { unifiedDiff } from './line-diff.ts';
import type { Draft, DraftFile } from './draft.ts';
import type { BookParts } from './parts.ts';
import { draftConnect } from './plan-connect.ts';
import { draftDisconnect } from './plan-disconnect.ts';
import type { Change, ChangedFile, ClientRecord } from './record.ts';

/**
 * Works out how the last change of a client is taken back: byte for byte where its files still are what was written. Where
 * others have changed them since, what they changed is shown; it stays, and the change alone is taken back, unless the files
 * are to be what they were before all the same.
 * @throws ClientError `nothing-to-undo`, and what connecting and disconnecting throw
 */
export async function draftUndo(
  parts: BookParts,
  strategy: ClientStrategy,
  record: ClientRecord,
  { putBack = false }: PlanOptions,
): Promise<Draft> {
  const change = record.undo.find(({ id }) => id === strategy.id);
  if (!change)
    throw new ClientError('nothing-to-undo', `Nothing was changed for ${strategy.title} that could be undone.`);
  const files = change.files.map((file) => ({ file, state: readState(parts.disk, file.path) }));
  const changed = files.filter(({ file, state }) => (file.after ?? state.hash) !== state.hash);
  const since = changed.length === 0 ? {} : { changedSince: changed.map((one) => whatChanged(parts, one)) };
  if (changed.length > 0 && !putBack) {
    return { ...(await opposite(parts, strategy, record, change)), ...since, action: 'undo' };
  }
  const drafts = files.map(({ file, state }): DraftFile => {
    const after = file.backup === null ? undefined : parts.disk.read(file.backup);
    return {
      role: 'client',
      file: file.path,
      read: state,
      after,
      what: `It becomes, byte for byte, what it was before ${change.at}.`,
    };
  });
  return {
    strategy,
    action: 'undo',
    files: drafts.toReversed(),
    next: change.previous.map((connection) => ({ connection, base: 'kept' })),
    imports: [],
    replaced: [],
    ...since,
    warnings: changed.map(
      ({ file }) => `What others have changed in ${file.path} since is lost. A copy of the file is kept.`,
    ),
    secretsToSet: new Map(),
    secretsToRemove: change.secrets,
    needsToken: false,
  };
}

/** What takes a change back in files that others have changed since. */
function opposite(parts: BookParts, strategy: ClientStrategy, record: ClientRecord, change: Change): Promise<Draft> {
  if (change.action === 'connect' || change.action === 'repair') {
    return draftDisconnect(parts, strategy, record, { restoreServers: true });
  }
  if (change.action === 'disconnect') {
    const hadImports = change.previous.some(({ imports }) => imports.length > 0);
    const keepItself = change.previous.some(({ keepsItself }) => keepsItself);
    return draftConnect(parts, strategy, record, 'connect', {
      import: hadImports,
      secretsToStore: hadImports,
      keepItself,
    });
  }
  throw new ClientError(
    'changed-meanwhile',
    `The files of ${strategy.title} were changed since. Connect or disconnect it instead.`,
  );
}

/** A file before it was written, as it was written, and as it is. */
function whatChanged(parts: BookParts, { file, state }: { file: ChangedFile; state: FileState }): ChangedSince {
  const kept = (copy: string | null): string | null => (copy === null ? null : parts.disk.read(copy).toString('utf8'));
  const written = kept(file.written);
  const now = textOf(state);
  return {
    path: file.path,
    before: kept(file.backup) ?? '',
    written,
    now,
    diff: written === null ? '' : unifiedDiff(written, now),
  };
}
