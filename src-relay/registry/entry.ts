import type { JsonObject } from '../protocol/json.ts';
import type { Flag } from './shadowing/flags.ts';

export type ToolState =
  | 'enabled'
  | 'disabled - hidden_mode'
  | 'disabled - duplicate'
  | 'disabled - security risk'
  | 'disabled - error'
  | 'disabled - limit'
  | 'disabled - by user'
  | 'disabled - changed';

/** What the scan of a definition came to. `bypassed`: the server is trusted, nothing was scanned. */
export type Inspection =
  | { readonly outcome: 'clear' | 'bypassed' }
  | { readonly outcome: 'risk' | 'error'; readonly reason: string };

/** A definition with its identity and what was found in it. */
export interface InspectedTool {
  readonly name: string;
  readonly source: string;
  readonly value: JsonObject;
  readonly hash: string;
  readonly inspection: Inspection;
}

/** One tool of one server as the registry knows it. */
export interface ToolEntry extends InspectedTool {
  readonly server: string;
  /** The name clients see; undefined as long as none was given. */
  shown: string | undefined;
  state: ToolState;
  reason: string | undefined;
  /** What stands out about its name and its words beside those of other servers; it stops nothing. */
  flags: readonly Flag[];
}
