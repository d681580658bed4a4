import { useCallback, useEffect, useState } from 'react';
import type { ClientFile, ClientPlanView } from '../../../../src-relay/control/contract.ts';
import { sentenceOf } from '../../../control/control-failure.ts';
import { app } from '../../../state/app.ts';
import type { ClientAction } from '../words.ts';
import type { PlanOptions } from './options.tsx';
import { useRunningRelay } from './running-relay.ts';

interface LoadedPlan {
  /** What would be written, as the options now are; undefined while it is worked out. */
  readonly plan: ClientPlanView | undefined;
  readonly failure: string | undefined;
  /** Works it out again: a file may have changed. */
  readonly reload: () => void;
}

/**
 * What an action would do, worked out anew whenever an option changes, or another relay runs. While a plan is written it
 * stays: the relay may start anew for it.
 */
export function usePlan(
  { id, file }: ClientFile,
  action: ClientAction,
  options: PlanOptions,
  isWriting: boolean,
): LoadedPlan {
  const [loaded, setLoaded] = useState<{ plan?: ClientPlanView; failure?: string; of?: unknown }>({});
  const [attempt, setAttempt] = useState(0);
  const { importServers, secretsToStore, keepItself, restoreServers, putBack } = options;
  const running = useRunningRelay();
  const [relay, setRelay] = useState(running);
  if (!isWriting && running !== relay) setRelay(running);
  const wanted = JSON.stringify([id, file, action, options, attempt, relay]);
  useEffect(() => {
    let isOver = false;
    if (relay === undefined) return undefined;
    const own =
      action === 'connect'
        ? { importServers, secretsToStore, keepItself }
        : action === 'disconnect'
          ? { restoreServers }
          : action === 'undo'
            ? { putBack }
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
  }, [id, file, action, importServers, secretsToStore, keepItself, restoreServers, putBack, relay, wanted]);
  const reload = useCallback(() => setAttempt((before) => before + 1), []);
  // A plan for other options must not be what a click writes.
  const isCurrent = loaded.of === wanted;
  return { plan: isCurrent ? loaded.plan : undefined, failure: isCurrent ? loaded.failure : undefined, reload };
}
