import { currentRoute, navigate, replacePlace } from '../../app/navigation.ts';
import { activityLink } from '../../app/route.ts';
import { app } from '../../state/app.ts';
import type { CallQuery } from '../../state/calls/query.ts';

/** Opens a call and leaves the filters as they are; a step from one open call to the next is no step in the history. */
export function openCall(entryId: string): void {
  const route = currentRoute();
  if (route.screen !== 'activity' || route.entryId === entryId) return;
  const link = activityLink(route.query, entryId);
  if (route.entryId === undefined) navigate(link);
  else replacePlace(link);
}

/** Closes the open call. */
export function closeCall(): void {
  const route = currentRoute();
  if (route.screen === 'activity' && route.entryId !== undefined) replacePlace(activityLink(route.query));
}

/** Shows the calls that match another query; the open call stays open. */
export function changeQuery(query: CallQuery): void {
  const route = currentRoute();
  if (route.screen === 'activity') replacePlace(activityLink(query, route.entryId));
}

/** Opens the call `by` rows below the open one. */
export function stepCall(by: number): void {
  const route = currentRoute();
  const { rows } = app.calls.store.getState().window;
  const at = route.screen === 'activity' ? rows.findIndex((row) => row.entryId === route.entryId) : -1;
  const row = rows[at + by];
  if (at >= 0 && row) openCall(row.entryId);
}
