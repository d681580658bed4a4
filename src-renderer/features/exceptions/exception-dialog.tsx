import { type ReactNode, useState } from 'react';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import styles from './exceptions.module.css';
import { FIRST_TERMS, termsToSend, TermsFields } from './terms.tsx';

interface ExceptionDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Makes the exceptions and gives their ids; throws a ControlFailure. */
  readonly add: (terms: { days: number | null; reason: string }) => Promise<readonly string[]>;
  /** What is excepted. */
  readonly children: ReactNode;
}

/** Makes an exception, which can be taken back from the note that follows. */
export function ExceptionDialog({ title, onClose, add, children }: ExceptionDialogProps) {
  const [terms, setTerms] = useState(FIRST_TERMS);
  const [wantsReason, setWantsReason] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const send = async (): Promise<void> => {
    const wanted = termsToSend(terms);
    if (!wanted) return setWantsReason(true);
    setSending(true);
    try {
      const ids = await add(wanted);
      app.toasts.show('Allowed from now on. It stands under Policy.', () => void takeBack(ids));
      onClose();
    } catch (error) {
      setFailure(sentenceOf(error));
      setSending(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" disabled={isSending} onClick={() => void send()}>
            Allow
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {children}
        <TermsFields terms={terms} onChange={setTerms} wantsReason={wantsReason} />
        {failure !== undefined && <InlineFailure text={failure} onDismiss={() => setFailure(undefined)} />}
      </form>
    </Dialog>
  );
}

async function takeBack(ids: readonly string[]): Promise<void> {
  try {
    for (const id of ids) await app.exceptions.remove(id);
  } catch (error) {
    app.toasts.show(sentenceOf(error));
  }
}
