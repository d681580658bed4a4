import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ProcedureOutput } from '../../../../src-relay/control/contract.ts';
import { replacePlace } from '../../../app/navigation.ts';
import { clientLink } from '../../../app/route.ts';
import { sentenceOf } from '../../../control/control-failure.ts';
import { app } from '../../../state/app.ts';
import { Button } from '../../../ui/button.tsx';
import { InlineFailure } from '../../../ui/inline-failure.tsx';
import { clientKey } from '../client-key.ts';
import { TestCall } from '../test-call.tsx';
import { type ClientAction, doneWords } from '../words.ts';
import styles from './plan.module.css';

interface PlanDoneProps {
  readonly action: ClientAction;
  readonly done: ProcedureOutput<'clients.apply'>;
  readonly onClose: () => void;
}

/** What was written, what the app needs to see it, and taking it back. */
export function PlanDone({ action, done: { file, restarts }, onClose }: PlanDoneProps) {
  const [failure, setFailure] = useState<string>();
  const [isUndoing, setUndoing] = useState(false);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  const undo = async (): Promise<void> => {
    setUndoing(true);
    try {
      const { planId, changedSince } = await app.clients.plan({ id: file.id, file: file.file, action: 'undo' });
      if (changedSince.length > 0) {
        // What others have changed meanwhile is to be seen first.
        replacePlace(clientLink(clientKey(app.clients.store.getState().files ?? [], file), 'undo'));
        return;
      }
      await app.clients.apply(planId);
      app.toasts.show(doneWords(file.title, 'undo'));
      onClose();
    } catch (error) {
      setFailure(sentenceOf(error));
      setUndoing(false);
    }
  };
  const connects = action === 'connect' || action === 'repair';
  return (
    <>
      <div className={styles.body}>
        <div className={styles.lead}>
          <p role="status" className={styles.done}>
            <CircleCheck aria-hidden />
            {doneWords(file.title, action)}
          </p>
          <p className={styles.quiet}>{file.afterwards}</p>
          {restarts && (
            <p className={styles.quiet}>
              The relay starts anew with its changed configuration. Apps that are connected are not cut off.
            </p>
          )}
        </div>
        {connects && (
          <section className={styles.section} aria-labelledby="done-test">
            <h3 id="done-test">Does it work?</h3>
            <TestCall />
          </section>
        )}
      </div>
      <div className={styles.actions}>
        {failure !== undefined && (
          <div className={styles.failed}>
            <InlineFailure text={failure} onDismiss={() => setFailure(undefined)} />
          </div>
        )}
        <Button ref={close} kind="primary" onClick={onClose}>
          Done
        </Button>
        {file.canUndo && action !== 'undo' && (
          <Button disabled={isUndoing} onClick={() => void undo()}>
            Undo
          </Button>
        )}
      </div>
    </>
  );
}
