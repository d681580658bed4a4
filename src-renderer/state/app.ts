import { connect } from '../control/connect.ts';
import { takePageKey } from '../control/page-key.ts';
import { createAppState } from './app-state.ts';

// Before anything reads the address: the key must not stay in it.
takePageKey();

/** The state of this page. Screens read it with the hooks of `hooks.ts` and change it with its actions. */
export const app = createAppState(connect());
