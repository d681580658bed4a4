import { useEffect, useRef } from 'react';
import type { ClientFile } from '../../../../src-relay/control/contract.ts';
import { activityLink } from '../../../app/route.ts';
import { Button } from '../../../ui/button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import styles from './setup.module.css';
import { rememberSetup } from './setup-memory.ts';
import { SetupStep } from './setup-step.tsx';

interface SetupDoneProps {
  /** What was connected just now. */
  readonly connected: readonly ClientFile[];
  readonly onEnd: () => void;
}

/** What is left for the person to do. */
export function SetupDone({ connected, onEnd }: SetupDoneProps) {
  const end = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    rememberSetup();
    end.current?.focus();
  }, []);
  return (
    <SetupStep
      title={connected.length === 0 ? 'Nothing was connected' : 'Done'}
      actions={
        <>
          <Button ref={end} kind="primary" onClick={onEnd}>
            Show the apps
          </Button>
          <LinkButton href={activityLink({})}>Open Activity</LinkButton>
        </>
      }
    >
      {connected.length > 0 ? (
        <ul className={styles.next}>
          {connected.map(({ file, title, afterwards }) => (
            <li key={file}>
              <span className={styles.strong}>{title}</span>
              <span className={styles.quiet}>{afterwards}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <p className={styles.quiet}>
        {connected.length === 0
          ? 'You can come back here from Clients at any time.'
          : 'Calls show in Activity as they happen. What the relay blocks, it tells you.'}
      </p>
    </SetupStep>
  );
}
