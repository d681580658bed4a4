import type { CallFilter, CallRow } from '../../../src-relay/control/contract.ts';

/** Whether a call passes a filter; the same rules as the contract's, for rows that arrive live. */
export function matches(row: CallRow, filter: CallFilter): boolean {
  const { outcomes, clients, sessions, servers, tools, detectors, since, until, text } = filter;
  if (!isAnyOf(row.outcome, outcomes) || !isAnyOf(row.client, clients)) return false;
  if (!isAnyOf(row.session, sessions)) return false;
  if (!isAnyOf(row.server, servers) || !isAnyOf(row.tool, tools)) return false;
  if (detectors?.length && !row.detectors.some((id) => detectors.includes(id))) return false;
  if (since !== undefined && row.ts < since) return false;
  if (until !== undefined && row.ts >= until) return false;
  return text === undefined || holds(row, lowerCased(text));
}

/** An empty list asks for nothing in particular. */
function isAnyOf<T>(value: T | null, wanted: readonly T[] | undefined): boolean {
  return !wanted?.length || (value !== null && wanted.includes(value));
}

function holds(row: CallRow, text: string): boolean {
  return [row.client, row.server, row.tool, row.shownTool, row.reason].some(
    (value) => value !== null && lowerCased(value).includes(text),
  );
}

/** ASCII letters alone, as the log's own search does it: a live row must not match where the same row, read, would not. */
function lowerCased(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
