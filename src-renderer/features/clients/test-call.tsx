import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ProcedureOutput } from '../../../src-relay/control/contract.ts';
import { activityLink } from '../../app/route.ts';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';
import { Button } from '../../ui/button.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { formatCounted, formatDuration } from '../../ui/number-format.ts';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './test-call.module.css';

interface TestCallProps {
  /** Takes the focus when it shows. */
  readonly isFirst?: boolean;
  readonly onWorked?: () => void;
}

type Outcome = { readonly done: ProcedureOutput<'clients.testCall'> } | { readonly failure: string };

/** Makes a harmless call through the relay, and says what came of it. */
export function TestCall({ isFirst = false, onWorked }: TestCallProps) {
  const [outcome, setOutcome] = useState<Outcome>();
  const [isCalling, setCalling] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isFirst) button.current?.focus();
  }, [isFirst]);
  const call = async (): Promise<void> => {
    setCalling(true);
    try {
      setOutcome({ done: await app.clients.testCall() });
      onWorked?.();
    } catch (error) {
      setOutcome({ failure: sentenceOf(error) });
    } finally {
      setCalling(false);
    }
  };
  return (
    <div className={styles.test}>
      <p className={styles.quiet}>
        A test call asks the relay for the list of servers behind it, the way an app does. It reaches no server.
      </p>
      <div className={styles.line}>
        <Button
          ref={button}
          kind={isFirst && !outcome ? 'primary' : 'plain'}
          disabled={isCalling}
          onClick={() => void call()}
        >
          {outcome ? 'Call again' : 'Make a test call'}
        </Button>
        {isCalling && <Spinner text="Calling" />}
      </div>
      <div role="status">
        {outcome && 'done' in outcome && (
          <p className={styles.done}>
            <CircleCheck aria-hidden />
            <span>
              It works: <code>{outcome.done.tool}</code> answered in {formatDuration(outcome.done.durationUs)}, and apps
              are offered {formatCounted(outcome.done.tools, 'tool')}.
              {outcome.done.entryId !== null && (
                <>
                  {' '}
                  <a className={styles.link} href={activityLink({}, outcome.done.entryId)}>
                    See it in Activity
                  </a>
                </>
              )}
            </span>
          </p>
        )}
      </div>
      {outcome && 'failure' in outcome && <InlineFailure text={outcome.failure} />}
    </div>
  );
}
