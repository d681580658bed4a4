import { useEffect, useRef } from 'react';
import type { ClientFile } from '../../../../src-relay/control/contract.ts';
import { activityLink } from '../../../app/route.ts';
import { app } from '../../../state/app.ts';
import { Button } from '../../../ui/button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { formatCounted } from '../../../ui/number-format.ts';
import { Presence } from '../presence.tsx';
import styles from './setup.module.css';
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
    void app.clients.rememberSetup();
    end.current?.focus();
  }, []);
  return (
    <SetupStep
      title={connected.length === 0 ? 'Nothing was connected' : `${formatCounted(connected.length, 'app')} connected`}
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
        <>
          <p className={styles.quiet}>
            Now do this in each app, then ask it for something that takes a tool. You see here when it comes by.
          </p>
          <ul className={styles.apps}>
            {connected.map((file) => (
              <li key={file.file} className={styles.next}>
                <span className={styles.appName}>
                  <span className={styles.strong}>{file.title}</span>
                  <span className={styles.quiet}>{file.afterwards}</span>
                </span>
                <Presence file={file} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p className={styles.quiet}>
        {connected.length === 0
          ? 'You can come back here from Clients at any time.'
          : 'Calls show in Activity as they happen. What the relay blocks, it tells you.'}
      </p>
    </SetupStep>
  );
}
