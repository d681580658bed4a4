import { type CSSProperties, type ReactNode, useRef, useState } from 'react';
import styles from './master-detail.module.css';
import { Splitter } from './splitter.tsx';
import { useWide } from './wide.ts';

interface MasterDetailProps {
  /** Under which name the reader's division of the panes is kept. */
  readonly name: string;
  readonly master: ReactNode;
  /** The open detail; undefined where none is. */
  readonly detail: ReactNode | undefined;
  /** The detail's name for screen readers. */
  readonly detailLabel: string;
  /** Width of the detail in percent before the reader has chosen one. */
  readonly initialShare?: number;
}

const stored = (name: string): string => `mcp-relay-split-${name}`;

/**
 * A list and the detail of its selected row: side by side from 1100 px, below that the detail over the list, which stays
 * where it was.
 */
export function MasterDetail({ name, master, detail, detailLabel, initialShare = 46 }: MasterDetailProps) {
  const wide = useWide();
  const frame = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(() => Number(localStorage.getItem(stored(name))) || initialShare);
  const change = (next: number): void => {
    setShare(next);
    localStorage.setItem(stored(name), String(next));
  };
  const widths: CSSProperties = wide && detail !== undefined ? { width: `${share}%` } : {};
  return (
    <div ref={frame} className={styles.frame}>
      <div className={styles.master} inert={!wide && detail !== undefined}>
        {master}
      </div>
      {detail !== undefined && (
        <>
          {wide && <Splitter frame={frame} share={share} onChange={change} />}
          <section aria-label={detailLabel} className={wide ? styles.beside : styles.over} style={widths}>
            {detail}
          </section>
        </>
      )}
    </div>
  );
}
