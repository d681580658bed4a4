import { useCallback, useEffect, useState } from 'react';
import type { ClientFile, ClientPlanView } from '../../../../src-relay/control/contract.ts';
import { sentenceOf } from '../../../control/control-failure.ts';
import { useRunningRelay } from '../plan/running-relay.ts';
import { app } from '../../../state/app.ts';

/** What one app would get back, or why it cannot be said. */
export interface RestorePlan {
  readonly file: ClientFile;
  readonly plan?: ClientPlanView;
  readonly failure?: string;
}

/**
 * What giving every app its old servers back would write; undefined until it is worked out.
 * @param isOver it is being written, or is written: there is nothing to look at any more
 */
export function useRestorePlans(
  files: readonly ClientFile[],
  isOver: boolean,
): {
  readonly plans: readonly RestorePlan[] | undefined;
  readonly reload: () => void;
} {
  const [plans, setPlans] = useState<readonly RestorePlan[]>();
  const [attempt, setAttempt] = useState(0);
  const relay = useRunningRelay();
  const wanted = JSON.stringify(files.map(({ file, state }) => [file, state]));
  useEffect(() => {
    let isStale = false;
    if (relay === undefined || isOver) return undefined;
    const all = files.map(async (file): Promise<RestorePlan> => {
      const input = { id: file.id, file: file.file, action: 'disconnect' as const, restoreServers: true };
      try {
        return { file, plan: await app.clients.plan(input) };
      } catch (error) {
        return { file, failure: sentenceOf(error) };
      }
    });
    void Promise.all(all).then((worked) => {
      if (!isStale) setPlans(worked);
    });
    return () => {
      isStale = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the same files come as new objects with each event
  }, [wanted, attempt, relay, isOver]);
  const reload = useCallback(() => setAttempt((before) => before + 1), []);
  return { plans, reload };
}
