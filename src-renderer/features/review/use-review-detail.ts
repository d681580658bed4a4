import { useCallback, useEffect, useState } from 'react';
import type { ReviewDetail } from '../../../src-relay/control/contract.ts';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';

interface LoadedItem {
  /** Undefined before the first answer. */
  readonly detail: ReviewDetail | undefined;
  /** Why it could not be read the last time. */
  readonly failure: string | undefined;
  readonly reload: () => void;
}

/**
 * An item with both its texts, asked anew when it is another one.
 * @param hash what the list says that it is now; undefined where it no longer waits
 */
export function useReviewDetail(id: string, hash: string | undefined): LoadedItem {
  const [loaded, setLoaded] = useState<Omit<LoadedItem, 'reload'>>({ detail: undefined, failure: undefined });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (hash === undefined) return undefined;
    let isOver = false;
    const read = async (): Promise<void> => {
      try {
        const detail = await app.review.get(id);
        if (!isOver) setLoaded({ detail, failure: undefined });
      } catch (error) {
        if (!isOver) setLoaded((before) => ({ ...before, failure: sentenceOf(error) }));
      }
    };
    void read();
    return () => {
      isOver = true;
    };
  }, [id, hash, attempt]);
  const reload = useCallback(() => setAttempt((before) => before + 1), []);
  return { ...loaded, reload };
}
