import { useStore } from 'zustand/react';
import { createStore } from 'zustand/vanilla';
import { parseRoute, type Route } from './route.ts';

const place = createStore<{ readonly hash: string; readonly route: Route }>(() => ({
  hash: location.hash,
  route: parseRoute(location.hash),
}));

/** Takes over the address after it changed, whoever changed it. */
export function followAddress(): void {
  if (location.hash !== place.getState().hash) {
    place.setState({ hash: location.hash, route: parseRoute(location.hash) });
  }
}

/** Goes to a place: a fragment as `formatRoute` writes it, or a path such as `/activity/ID`. */
export function navigate(to: string): void {
  location.hash = to.startsWith('#') ? to : `#${to}`;
  followAddress();
}

/** Goes to a place without a step in the history: selections and filters. */
export function replacePlace(to: string): void {
  history.replaceState(null, '', to);
  followAddress();
}

/** The place that is shown. */
export function useRoute(): Route {
  return useStore(place, (s) => s.route);
}

/** The place that is shown, outside of components. */
export function currentRoute(): Route {
  return place.getState().route;
}
