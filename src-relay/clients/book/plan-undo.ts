import { ClientError } from '../client-error.ts';
import { ABSENT, readState, textOf } from '../files/file-state.ts';
import type { ClientStrategy } from '../strategies/strategy.ts';
import { unifiedDiff } from './line-diff.ts';
import type { Draft, DraftFile } from './draft.ts';
import type { BookParts } from './parts.ts';
import { draftConnect } from './plan-connect.ts';
import { draftDisconnect } from './plan-disconnect.ts';
import type { Change, ChangedFile, ClientRecord } from './record.ts';

/**
 * Works out how the last change of a client is taken back: byte for byte where its files still are what was written. Where
 * others have changed them since, what they changed stays, is shown, and the change alone is taken back.
 * @throws ClientError `nothing-to-undo`, and what connecting and disconnecting throw
 */
export async function draftUndo(parts: BookParts, strategy: ClientStrategy, record: ClientRecord): Promise<Draft> {
  const change = record.undo.find(({ id }) => id === strategy.id);
  if (!change)
    throw new ClientError('nothing-to-undo', `Nothing was changed for ${strategy.title} that could be undone.`);
  const files = change.files.map((file) => ({ file, state: readState(parts.disk, file.path) }));
  const changed = files.filter(({ file, state }) => (file.after ?? state.hash) !== state.hash);
  if (changed.length > 0) {
    const draft = await opposite(parts, strategy, record, change);
    const warnings = changed.map(({ file, state }) => whatChanged(parts, file, state));
    return { ...draft, action: 'undo', warnings: [...warnings, ...draft.warnings] };
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
    warnings: [],
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

/** What others did to a file since it was written, in lines. */
function whatChanged(parts: BookParts, { path, written }: ChangedFile, state: ReturnType<typeof readState>): string {
  const now = state.hash === ABSENT ? 'It was removed since.' : '';
  if (written === null || now !== '') return `${path} is no longer what was written. ${now}`.trim();
  const before = parts.disk.read(written).toString('utf8');
  return `${path} was changed since it was written; these changes stay:\n${unifiedDiff(before, textOf(state))}`;
}
