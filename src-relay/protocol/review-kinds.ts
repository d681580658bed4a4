/**
 * What a person may be asked about. `package`: another version runs, with the same definitions. `server`: held back for its
 * risk score. `flag`: a name or a text that poses as another server's; it stops nothing.
 */
export const REVIEW_KINDS = ['tool', 'instructions', 'server', 'flag', 'package'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** What part of a tool or a server changed. */
export const CHANGE_CLASSES = ['permissions', 'parameters', 'wording', 'instructions', 'package'] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];
