import { useState } from 'react';
import { app } from '../../state/app.ts';
import { useNotices } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { NoticeEntry } from './notice-entry.tsx';
import styles from './latest-notices.module.css';
import sections from './section.module.css';

/** Notices shown at first, and more with each step. */
const FIRST = 5;
const STEP = 20;

/** What happened outside calls: tools disabled, connections refused, settings changed. */
export function LatestNotices() {
  const notices = useNotices((s) => s.notices);
  const hasMore = useNotices((s) => s.hasMore);
  const failure = useNotices((s) => s.failure);
  const [most, setMost] = useState(FIRST);
  const more = (): void => {
    setMost(most + STEP);
    if (notices && most + STEP > notices.length && hasMore) void app.notices.loadMore();
  };
  return (
    <section className={[sections.section, styles.section].join(' ')} aria-labelledby="overview-notices">
      <div className={sections.heading}>
        <h2 id="overview-notices">Latest notices</h2>
      </div>
      {failure !== undefined && <InlineFailure text={failure} />}
      {notices?.length === 0 && <p className={sections.quiet}>Nothing has happened outside calls so far.</p>}
      {notices && notices.length > 0 && (
        <ul className={styles.notices} data-long={most > FIRST || undefined}>
          {notices.slice(0, most).map((notice) => (
            <NoticeEntry key={notice.seq} notice={notice} />
          ))}
        </ul>
      )}
      {notices && (notices.length > most || hasMore) && (
        <div>
          <Button kind="quiet" onClick={more}>
            Show earlier ones
          </Button>
        </div>
      )}
    </section>
  );
}
