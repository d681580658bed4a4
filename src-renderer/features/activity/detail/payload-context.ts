import { createContext } from 'react';
import type { Highlight } from '../../../ui/untrusted/untrusted-text.tsx';
import type { Path } from './payload.ts';

/** What every string of a payload's tree needs in order to show its findings. */
interface PayloadView {
  readonly highlights: ReadonlyMap<string, readonly Highlight[]>;
  /** Where findings are: these parts of the tree start unfolded. */
  readonly paths: readonly Path[];
  readonly activeId: string | undefined;
  /** Where the finding under the reader's eye is: this part unfolds. */
  readonly activePath: Path | undefined;
  readonly onPick: (id: string) => void;
}

export const PayloadContext = createContext<PayloadView>({
  highlights: new Map(),
  paths: [],
  activeId: undefined,
  activePath: undefined,
  onPick: () => undefined,
});
