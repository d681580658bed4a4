import { useMemo, useState } from 'react';
import { navigate, replacePlace } from '../../app/navigation.ts';
import { reviewLink } from '../../app/route.ts';
import { app } from '../../state/app.ts';
import { useConnection, useReview } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { focusListSoon } from '../../ui/focus-list.ts';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { shortName } from '../../ui/short-name.ts';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import { groupsOf } from './group-items.ts';
import { NothingWaits } from './nothing-waits.tsx';
import { ReviewBar } from './review-bar.tsx';
import { ReviewDetail } from './review-detail.tsx';
import { ReviewList } from './review-list.tsx';
import styles from './review.module.css';
import { nameOf } from './words.ts';

/** A comparison of definitions wants room. */
const DETAIL_SHARE = 62;

/** The review screen: what waits for a person, and one thing of it with what changed. */
export function Review({ open }: { readonly open: string | undefined }) {
  const items = useReview((s) => s.items);
  const failure = useReview((s) => s.failure);
  const isGone = useConnection((s) => s.connection === 'lost' || s.connection === 'signed-out');
  const [showsKept, setShowsKept] = useState(false);
  const openItem = items?.find(({ id }) => id === open);
  const showsAll = showsKept || openItem?.isKeptOff === true;
  const groups = useMemo(() => groupsOf(items ?? [], showsAll), [items, showsAll]);
  const close = (): void => {
    replacePlace(reviewLink());
    focusListSoon();
  };
  useEscape(open !== undefined, close);

  return (
    <div className={styles.screen}>
      <h1 className={styles.heard}>Review</h1>
      {content()}
    </div>
  );

  /** Opens what comes after an item that was decided on, so that one can go through all of them. */
  function openNext(id: string): void {
    const order = groups.flatMap((group) => group.items);
    const at = order.findIndex((item) => item.id === id);
    const next = order[at + 1] ?? order[at - 1];
    replacePlace(reviewLink(next?.id));
    if (!next) focusListSoon();
  }

  function content() {
    if (!items && isGone) {
      return (
        <EmptyState title="What waits is not known yet">
          <p>It shows here as soon as the relay answers.</p>
        </EmptyState>
      );
    }
    if (!items) {
      if (failure === undefined) return <SkeletonRows label="Loading what waits for you" />;
      return <ErrorState title="What waits cannot be read" cause={failure} onRetry={() => void app.review.load()} />;
    }
    const kept = items.filter(({ isKeptOff }) => isKeptOff).length;
    if (items.length === kept && !showsAll && open === undefined) {
      return <NothingWaits kept={kept} onShowKept={() => setShowsKept(true)} />;
    }
    return (
      <>
        <ReviewBar items={items} kept={kept} showsKept={showsAll} onShowKept={setShowsKept} />
        {failure !== undefined && (
          <div className={styles.stale}>
            <InlineFailure text={`${failure} What stands here may be out of date.`} />
          </div>
        )}
        <MasterDetail
          name="review"
          initialShare={DETAIL_SHARE}
          detailLabel={openItem ? `Review of ${shortName(nameOf(openItem))}` : 'Review'}
          master={
            <ReviewList
              groups={groups}
              open={open}
              onOpen={(id, isMoved) => (isMoved ? replacePlace : navigate)(reviewLink(id))}
            />
          }
          detail={
            open === undefined ? undefined : (
              <ReviewDetail key={open} id={open} item={openItem} onClose={close} onDecided={() => openNext(open)} />
            )
          }
        />
      </>
    );
  }
}
