import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import styles from './section.module.css';

interface SectionProps {
  readonly title: string;
  /** Said softly after the title: a count, a size. */
  readonly note?: string | undefined;
  /** Controls at the right end of the head. */
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the detail that can be folded away. */
export function Section({ title, note, controls, children }: SectionProps) {
  const id = useId();
  const [open, setOpen] = useState(true);
  return (
    <section className={styles.section} aria-labelledby={`${id}-title`}>
      <header className={styles.head}>
        <h3 id={`${id}-title`}>
          <button
            type="button"
            className={styles.fold}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <ChevronRight aria-hidden className={open ? styles.down : styles.right} />
            {title}
          </button>
        </h3>
        {note !== undefined && <span className={styles.note}>{note}</span>}
        {open && controls && <span className={styles.controls}>{controls}</span>}
      </header>
      <div id={id} className={styles.content} hidden={!open}>
        {children}
      </div>
    </section>
  );
}
