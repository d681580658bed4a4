import type { ChangedSince, ClientPlan, PlannedFile } from '../types.ts';
import { TOKEN_TO_COME, type Draft, type DraftFile } from './draft.ts';
import { unifiedDiff } from './line-diff.ts';
import type { BookParts } from './parts.ts';

/** Texts beyond this many characters are shown by their changed part alone. */
const MAX_SHOWN = 200_000;

/** A draft as people are shown it, its secrets masked. */
export function showPlan(parts: BookParts, planId: string, draft: Draft, warnings: readonly string[]): ClientPlan {
  const { strategy, action } = draft;
  const token = parts.entryOf(strategy.id).token;
  const hidden = [TOKEN_TO_COME, ...(token === '' ? [] : [token]), ...draft.secretsToSet.values()];
  const mask: Mask = (text) => {
    const covered = hidden.reduce((covering, secret) => covering.replaceAll(secret, '<SECRET>'), text);
    return parts.mask(covered);
  };
  return {
    planId,
    id: strategy.id,
    title: strategy.title,
    action,
    files: draft.files.map((file) => shownFile(file, mask)),
    imports: draft.imports.map((one) => ({ ...one, what: mask(one.what) })),
    replaced: draft.replaced,
    ...(draft.changedSince && { changedSince: draft.changedSince.map((one) => shownSince(one, mask)) }),
    warnings: [...warnings, ...draft.warnings].map((warning) => mask(warning)),
  };
}

type Mask = (text: string) => string;

function shownFile({ read, after, what }: DraftFile, mask: Mask): PlannedFile {
  const before = read.bytes?.toString('utf8') ?? '';
  const later = after?.toString() ?? '';
  const diff = unifiedDiff(before, later);
  return { path: read.path, before: shown(before, mask), after: shown(later, mask), diff: mask(diff), what };
}

function shownSince({ path, before, written, now, diff }: ChangedSince, mask: Mask): ChangedSince {
  return {
    path,
    before: shown(before, mask),
    written: written === null ? null : shown(written, mask),
    now: shown(now, mask),
    diff: mask(diff),
  };
}

function shown(text: string, mask: Mask): string {
  return text.length > MAX_SHOWN ? '(too long to be shown: see the difference)' : mask(text);
}
