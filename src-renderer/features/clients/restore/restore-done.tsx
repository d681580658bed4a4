import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ProcedureOutput } from '../../../../src-relay/control/contract.ts';
import { Button } from '../../../ui/button.tsx';
import { formatCounted } from '../../../ui/number-format.ts';
import { UntrustedText } from '../../../ui/untrusted/untrusted-text.tsx';
import styles from '../plan/plan.module.css';

interface RestoreDoneProps {
  readonly done: ProcedureOutput<'clients.restoreAll'>;
  readonly onClose: () => void;
}

/** Which apps have their servers back, and which could not be given them. */
export function RestoreDone({ done: { restored, problems }, onClose }: RestoreDoneProps) {
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <>
      <div className={styles.body}>
        <div className={styles.lead}>
          <p role="status" className={styles.done}>
            {problems.length === 0 ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
            {formatCounted(restored.length, 'app')} {restored.length === 1 ? 'has what it' : 'have what they'} had
            {problems.length > 0 && `, ${problems.length} could not be restored`}.
          </p>
        </div>
        {problems.length > 0 && (
          <ul className={styles.warnings} aria-label="Not restored">
            {problems.map(({ id, title, message }) => (
              <li key={id} className={styles.warning}>
                <TriangleAlert aria-hidden />
                <span>
                  {title}: <UntrustedText prose text={message} />
                </span>
              </li>
            ))}
          </ul>
        )}
        {restored.map(({ id, title, files, servers, warnings }) => (
          <section key={id} className={styles.section} aria-labelledby={`restored-${id}`}>
            <h3 id={`restored-${id}`}>{title}</h3>
            {files.map((file) => (
              <p key={file} className={styles.path}>
                <UntrustedText inline text={file} />
              </p>
            ))}
            {servers.length > 0 && (
              <p className={styles.quiet}>
                Back in it: <UntrustedText inline text={servers.join(', ')} />
              </p>
            )}
            {warnings.map((warning) => (
              <p key={warning} className={styles.quiet}>
                <UntrustedText prose text={warning} />
              </p>
            ))}
          </section>
        ))}
      </div>
      <div className={styles.actions}>
        <Button ref={close} kind="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </>
  );
}
