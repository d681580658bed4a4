import { useEffect, useRef, useState } from 'react';
import type { ClientFile, ProcedureOutput } from '../../../../src-relay/control/contract.ts';
import { sentenceOf } from '../../../control/control-failure.ts';
import { app } from '../../../state/app.ts';
import { Button } from '../../../ui/button.tsx';
import { InlineFailure } from '../../../ui/inline-failure.tsx';
import { formatCounted } from '../../../ui/number-format.ts';
import { Spinner } from '../../../ui/spinner.tsx';
import { applyWords, type ClientAction } from '../words.ts';
import { FIRST_OPTIONS, Options } from './options.tsx';
import styles from './plan.module.css';
import { PlanView } from './plan-view.tsx';
import { usePlan } from './use-plan.ts';

interface PlanFormProps {
  readonly file: ClientFile;
  readonly action: ClientAction;
  readonly cancelWords?: string;
  /** The button that writes takes the focus once the preview is there. */
  readonly startsWithApply?: boolean;
  readonly onCancel: () => void;
  readonly onDone: (done: ProcedureOutput<'clients.apply'>) => void;
}

/** What the button says where others have changed the file since. */
function undoWords(putBack: boolean): string {
  return putBack ? 'Put the old file back' : 'Take only the relay’s change back';
}

/** The preview of an action, its choices, and the button that writes exactly what is shown. */
export function PlanForm({
  file,
  action,
  cancelWords = 'Cancel',
  startsWithApply = false,
  onCancel,
  onDone,
}: PlanFormProps) {
  const [options, setOptions] = useState(FIRST_OPTIONS);
  const [isWriting, setWriting] = useState(false);
  const { plan, failure, reload } = usePlan(file, action, options, isWriting);
  // While another choice is worked out, the choices stay where they are.
  const [seen, setSeen] = useState({ hasServers: file.bypassing.length > 0, hasSecrets: false, hasChanged: false });
  const hasSecrets = plan?.imports.some(({ secrets }) => secrets.length > 0) ?? false;
  if (hasSecrets && !seen.hasSecrets) setSeen({ ...seen, hasSecrets });
  if (plan && plan.imports.length > 0 && !seen.hasServers) setSeen({ ...seen, hasServers: true });
  if (plan && plan.changedSince.length > 0 && !seen.hasChanged) setSeen({ ...seen, hasChanged: true });
  const { hasChanged, ...has } = seen;
  const [refused, setRefused] = useState<string>();
  const losesChanges = options.putBack && hasChanged;
  const write = useRef<HTMLButtonElement>(null);
  const isThere = plan !== undefined;
  useEffect(() => {
    if (startsWithApply && isThere) write.current?.focus();
  }, [startsWithApply, isThere]);
  const apply = async (): Promise<void> => {
    if (!plan) return;
    setWriting(true);
    setRefused(undefined);
    try {
      onDone(await app.clients.apply(plan.planId));
    } catch (error) {
      setRefused(sentenceOf(error));
      // What is shown may be what is no longer so.
      reload();
    } finally {
      setWriting(false);
    }
  };
  return (
    <>
      <div className={styles.body}>
        <div className={styles.lead}>
          <p className={styles.quiet}>
            Nothing is written yet. This is all that changes; a copy of each file is kept
            {action === 'undo' ? '.' : ', and it can be undone.'}
          </p>
        </div>
        {(action === 'connect' || action === 'disconnect' || hasChanged) && (
          <div className={styles.options}>
            <Options action={action} title={file.title} options={options} {...has} onChange={setOptions} />
          </div>
        )}
        {plan && <PlanView plan={plan} />}
        {!plan && failure === undefined && (
          <div className={styles.state}>
            <Spinner text="Working out what would change" />
          </div>
        )}
        {failure !== undefined && (
          <div className={styles.state}>
            <InlineFailure text={failure} />
            <div className={styles.ways}>
              <Button onClick={reload}>Look again</Button>
              {action === 'undo' && !options.putBack && (
                <Button onClick={() => setOptions({ ...options, putBack: true })}>
                  Look at putting the old file back
                </Button>
              )}
            </div>
          </div>
        )}
      </div>
      <div className={styles.actions}>
        {refused !== undefined && (
          <div className={styles.failed}>
            <InlineFailure text={refused} onDismiss={() => setRefused(undefined)} />
          </div>
        )}
        <Button
          ref={write}
          kind={action === 'disconnect' || losesChanges ? 'danger' : 'primary'}
          disabled={!plan || isWriting}
          onClick={() => void apply()}
        >
          {hasChanged ? undoWords(options.putBack) : applyWords(file.title, action)}
        </Button>
        <Button kind="quiet" disabled={isWriting} onClick={onCancel}>
          {cancelWords}
        </Button>
        {isWriting && plan && <Spinner text={`Writing ${formatCounted(plan.files.length, 'file')}`} />}
      </div>
    </>
  );
}
