import { useMemo, useRef } from 'react';
import type { ClientFile } from '../../../src-relay/control/contract.ts';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { clientKey } from './client-key.ts';
import styles from './client-list.module.css';
import { ClientRow } from './client-row.tsx';

interface ClientListProps {
  readonly files: readonly ClientFile[];
  /** The client whose detail is open. */
  readonly open: string | undefined;
  readonly onOpen: (key: string, moved: boolean) => void;
}

const COLUMNS = ['State', 'App', 'What it means', ''];
/** Rows that a page key moves by. */
const PAGE = 8;

/** The AI apps that are installed, one row for each of their files. */
export function ClientList({ files, open, onOpen }: ClientListProps) {
  const grid = useRef<HTMLDivElement>(null);
  const keys = useMemo(() => files.map((file) => clientKey(files, file)), [files]);
  const { cursor, onKeyDown, point } = useRowCursor({
    keys,
    open,
    page: PAGE,
    onOpen,
    onReveal: (index) => grid.current?.querySelector(`#client-${index}`)?.scrollIntoView({ block: 'nearest' }),
  });
  const at = cursor === undefined ? -1 : keys.indexOf(cursor);
  return (
    <div
      ref={grid}
      role="grid"
      aria-label="AI apps"
      aria-activedescendant={at < 0 ? undefined : `client-${at}`}
      tabIndex={0}
      data-list
      className={styles.grid}
      onKeyDown={onKeyDown}
    >
      <div role="row" className={styles.head}>
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader">
            {column === '' ? <span className={styles.heard}>Next step</span> : column}
          </span>
        ))}
      </div>
      {files.map((file, index) => {
        const key = keys[index] ?? file.id;
        return (
          <ClientRow
            key={file.file}
            id={`client-${index}`}
            clientKey={key}
            file={file}
            isOpen={key === open}
            isCursor={index === at}
            onOpen={() => {
              point(key);
              onOpen(key, false);
            }}
          />
        );
      })}
    </div>
  );
}
