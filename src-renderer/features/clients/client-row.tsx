import type { MouseEvent } from 'react';
import type { ClientFile } from '../../../src-relay/control/contract.ts';
import { clientLink } from '../../app/route.ts';
import { useConnection } from '../../state/hooks.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { ClientMark } from './client-mark.tsx';
import styles from './client-list.module.css';
import { isConnected } from './connected.ts';
import { actionWords, meaningOf, nextActionOf } from './words.ts';

interface ClientRowProps {
  readonly id: string;
  /** Its name in addresses. */
  readonly clientKey: string;
  readonly file: ClientFile;
  readonly isOpen: boolean;
  readonly isCursor: boolean;
  readonly onOpen: () => void;
}

/** One AI app: how it stands, which file says so, what that means, and the next step. */
export function ClientRow({ id, clientKey, file, isOpen, isCursor, onOpen }: ClientRowProps) {
  const click = ({ target }: MouseEvent<HTMLDivElement>): void => {
    if (target instanceof Element && target.closest('a, button') === null) onOpen();
  };
  const next = nextActionOf(file);
  const isHere = useConnection((s) => s.connection === 'live' && isConnected(s.status, file.id));
  return (
    <div
      id={id}
      role="row"
      aria-selected={isOpen}
      data-cursor={isCursor || undefined}
      className={styles.row}
      onClick={click}
    >
      <span role="gridcell" className={styles.mark}>
        <ClientMark file={file} />
      </span>
      <span role="gridcell" className={styles.what}>
        <a href={clientLink(clientKey)} tabIndex={-1} className={styles.title}>
          {file.title}
        </a>
        <span className={styles.path}>
          <UntrustedText inline text={file.file} />
        </span>
      </span>
      <span role="gridcell" className={styles.why}>
        <UntrustedText prose text={meaningOf(file)} />
        {isHere && ' It is connected now.'}
      </span>
      <span role="gridcell" className={styles.action}>
        {next !== undefined && (
          <LinkButton href={clientLink(clientKey, next)} aria-label={`${actionWords(file, next)}: ${file.title}`}>
            {actionWords(file, next)}
          </LinkButton>
        )}
      </span>
    </div>
  );
}
