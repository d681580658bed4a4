import { useEffect, useRef, useState } from 'react';
import type { ClientFile, ProcedureOutput } from '../../../../src-relay/control/contract.ts';
import { DetailHeader } from '../../../ui/detail-header.tsx';
import styles from '../client-detail.module.css';
import { type ClientAction, planTitle } from '../words.ts';
import { PlanDone } from './plan-done.tsx';
import { PlanForm } from './plan-form.tsx';

interface PlanPanelProps {
  readonly file: ClientFile;
  readonly action: ClientAction;
  readonly onClose: () => void;
}

/** What an action would write, with its choices, until it is written; then what to do next. */
export function PlanPanel({ file, action, onClose }: PlanPanelProps) {
  const [done, setDone] = useState<ProcedureOutput<'clients.apply'>>();
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever came by a link in the list goes on here with the keys.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <DetailHeader onClose={onClose}>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {done ? file.title : planTitle(file.title, action)}
        </h2>
      </DetailHeader>
      {done ? (
        <PlanDone action={action} done={done} onClose={onClose} />
      ) : (
        <PlanForm file={file} action={action} onCancel={onClose} onDone={setDone} />
      )}
    </>
  );
}
