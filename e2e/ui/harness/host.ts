import type { Page } from '@playwright/test';
import type { RelayInfo } from '../../harness/listening-relay.ts';

/** Where the page runs: in a browser before a headless relay, in the desktop app on the stand-in, or on real Electron. */
export type HostKind = 'headless' | 'stand-in' | 'electron';

/** A running relay with its page open, whatever hosts it. */
export interface UiHost {
  readonly kind: HostKind;
  readonly page: Page;
  readonly info: RelayInfo;
  readonly configFile: string;
  /** What the page reported of itself that it should not have to. */
  readonly trouble: () => readonly string[];
  /** Ends the relay cleanly. */
  stop(): Promise<void>;
}
