import { useCallback, useEffect, useState } from 'react';
import type { ClientFile, ClientPlanView } from '../../../../src-relay/control/contract.ts';
import { sentenceOf } from '../../../control/control-failure.ts';
import { app } from '../../../state/app.ts';
import type { ClientAction } from '../words.ts';
import type { PlanOptions } from './options.tsx';

interface LoadedPlan {
  /** What would be written, as the options now are; undefined while it is worked out. */
  readonly plan: ClientPlanView | undefined;
  readonly failure: string | undefined;
  /** Works it out again: a file may have changed. */
  readonly reload: () => void;
}

/** What an action would do, worked out anew whenever an option changes. */
export function usePlan({ id, file }: ClientFile, action: ClientAction, options: PlanOptions): LoadedPlan {
  const [loaded, setLoaded] = useState<{ plan?: ClientPlanView; failure?: string; of?: unknown }>({});
  const [attempt, setAttempt] = useState(0);
  const { importServers, secretsToStore, keepItself, restoreServers } = options;
  const wanted = JSON.stringify([id, file, action, importServers, secretsToStore, keepItself, restoreServers, attempt]);
  useEffect(() => {
    let isOver = false;
    const own =
      action === 'connect'
        ? { importServers, secretsToStore, keepItself }
        : action === 'disconnect'
          ? { restoreServers }
          : {};
    app.clients.plan({ id, file, action, ...own }).then(
      (plan) => {
        if (!isOver) setLoaded({ plan, of: wanted });
      },
      (error: unknown) => {
        if (!isOver) setLoaded({ failure: sentenceOf(error), of: wanted });
      },
    );
    return () => {
      isOver = true;
    };
  }, [id, file, action, importServers, secretsToStore, keepItself, restoreServers, wanted]);
  const reload = useCallback(() => setAttempt((before) => before + 1), []);
  // A plan for other options must not be what a click writes.
  const isCurrent = loaded.of === wanted;
  return { plan: isCurrent ? loaded.plan : undefined, failure: isCurrent ? loaded.failure : undefined, reload };
}
