import { useEffect, useRef, useState } from 'react';
import type { ClientFile, ProcedureOutput } from '../../../../src-relay/control/contract.ts';
import { sentenceOf } from '../../../control/control-failure.ts';
import { app } from '../../../state/app.ts';
import { Button } from '../../../ui/button.tsx';
import { DetailHeader } from '../../../ui/detail-header.tsx';
import { InlineFailure } from '../../../ui/inline-failure.tsx';
import { formatCounted } from '../../../ui/number-format.ts';
import { Spinner } from '../../../ui/spinner.tsx';
import detail from '../client-detail.module.css';
import styles from '../plan/plan.module.css';
import { PlannedFile } from '../plan/planned-file.tsx';
import { RestoreDone } from './restore-done.tsx';
import { type RestorePlan, useRestorePlans } from './use-restore-plans.ts';

interface RestorePanelProps {
  readonly files: readonly ClientFile[];
  readonly onClose: () => void;
}

/** Gives every connected app its old servers back: what would be written into which file, then writing it. */
export function RestorePanel({ files, onClose }: RestorePanelProps) {
  const connected = files.filter((file) => file.connectedAt !== null || isWritten(file));
  const [done, setDone] = useState<ProcedureOutput<'clients.restoreAll'>>();
  const [failure, setFailure] = useState<string>();
  const [isWriting, setWriting] = useState(false);
  const { plans, reload } = useRestorePlans(connected, isWriting || done !== undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const restore = async (): Promise<void> => {
    setWriting(true);
    setFailure(undefined);
    try {
      setDone(await app.clients.restoreAll());
    } catch (error) {
      setFailure(sentenceOf(error));
      reload();
    } finally {
      setWriting(false);
    }
  };
  const isNothing = plans?.length === 0;
  return (
    <>
      <DetailHeader onClose={onClose}>
        <h2 ref={heading} tabIndex={-1} className={detail.title}>
          Give every app its old servers back
        </h2>
      </DetailHeader>
      {done ? <RestoreDone done={done} onClose={onClose} /> : preview()}
    </>
  );

  function preview() {
    return (
      <>
        <div className={styles.body}>
          <div className={styles.lead}>
            <p className={styles.quiet}>
              {isNothing
                ? 'No app is connected: there is nothing to give back.'
                : 'For leaving the relay, before you remove it. Its entry is taken out of each app, and servers that were moved behind it go back. Their calls are then no longer scanned.'}
            </p>
          </div>
          {!plans && (
            <div className={styles.state}>
              <Spinner text="Working out what would change" />
            </div>
          )}
          {plans?.map((one) => (
            <OneApp key={one.file.file} one={one} />
          ))}
        </div>
        <div className={styles.actions}>
          {failure !== undefined && (
            <div className={styles.failed}>
              <InlineFailure text={failure} onDismiss={() => setFailure(undefined)} />
            </div>
          )}
          {!isNothing && (
            <Button
              kind="danger"
              disabled={!plans || plans.every(({ failure: cause }) => cause !== undefined) || isWriting}
              onClick={() => void restore()}
            >
              {plans ? `Restore ${formatCounted(plans.length, 'app')}` : 'Restore'}
            </Button>
          )}
          <Button kind="quiet" disabled={isWriting} onClick={onClose}>
            {isNothing ? 'Close' : 'Cancel'}
          </Button>
          {isWriting && <Spinner text="Giving them back" />}
        </div>
      </>
    );
  }
}

function isWritten({ state }: ClientFile): boolean {
  return state === 'connected' || state === 'bypassed' || state === 'stale';
}

function OneApp({ one: { file, plan, failure } }: { readonly one: RestorePlan }) {
  const title = `restore-${file.file}`;
  return (
    <section className={styles.section} aria-labelledby={title}>
      <h3 id={title}>{file.title}</h3>
      {failure !== undefined && <InlineFailure text={failure} />}
      {plan?.files.length === 0 && <p className={styles.quiet}>Its file stays as it is.</p>}
      {plan?.files.map((each) => (
        <PlannedFile key={each.path} file={each} />
      ))}
    </section>
  );
}
