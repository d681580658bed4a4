import type { ReviewItem } from '../../../src-relay/control/contract.ts';
import { reviewLink, serverLink, toolLink } from '../../app/route.ts';
import { Button } from '../../ui/button.tsx';
import { DetailHeader } from '../../ui/detail-header.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { OneLine } from '../../ui/one-line.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { RiskParts } from '../servers/risk-parts.tsx';
import { ChangeList } from './change-list.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { HistoryList } from './history-list.tsx';
import styles from './review-detail.module.css';
import { ReviewMark } from './review-mark.tsx';
import { ReviewTexts } from './review-texts.tsx';
import { useReviewDetail } from './use-review-detail.ts';
import { isOwnName, nameOf } from './words.ts';

interface ReviewDetailProps {
  readonly id: string;
  /** Undefined where it no longer waits. */
  readonly item: ReviewItem | undefined;
  readonly onClose: () => void;
  /** The item was decided on. */
  readonly onDecided: () => void;
}

/** One thing that waits: what changed, what got riskier first, both texts, and the decision. */
export function ReviewDetail({ id, item, onClose, onDecided }: ReviewDetailProps) {
  const { detail, failure, reload } = useReviewDetail(id, item?.hash);
  if (!item) {
    return (
      <>
        <DetailHeader onClose={onClose}>
          <h2 className={styles.title}>Review</h2>
        </DetailHeader>
        <EmptyState title="This no longer waits" action={<LinkButton href={reviewLink()}>Show what waits</LinkButton>}>
          <p>It was decided on, or its server has gone back to what was accepted.</p>
        </EmptyState>
      </>
    );
  }
  const isRead = detail?.hash === item.hash;
  // What the scan found stands over the decision already.
  const changes = item.changes.filter(({ text }) => !item.reason.startsWith(text));
  return (
    <>
      <DetailHeader onClose={onClose}>
        <h2 className={styles.title}>
          {isOwnName(item) ? <OneLine text={nameOf(item)} strong /> : nameOf(item)}
          <span className={styles.of}>of</span>
          <a className={styles.server} href={serverLink(item.server)}>
            <OneLine text={item.server} />
          </a>
        </h2>
        <ReviewMark item={item} />
      </DetailHeader>
      <div className={styles.body}>
        <DecisionPanel item={item} isRead={isRead} onDecided={onDecided} />
        {failure !== undefined && (
          <section className={styles.section} aria-label="Failure">
            <InlineFailure text={failure} />
            <div>
              <Button onClick={reload}>Read it again</Button>
            </div>
          </section>
        )}
        {changes.length > 0 && <ChangeList changes={changes} />}
        {item.flags.length > 0 && (
          <section className={styles.section} aria-labelledby="review-flags">
            <h3 id="review-flags">What stands out</h3>
            <ul className={styles.flags}>
              {item.flags.map((flag) => (
                <li key={flag}>
                  <UntrustedText prose text={flag} />
                </li>
              ))}
            </ul>
            {item.kind === 'flag' && item.tool !== null && (
              <div>
                <LinkButton href={toolLink(item.server, item.tool)}>Show the tool</LinkButton>
              </div>
            )}
          </section>
        )}
        {item.risk && (
          <section className={styles.section} aria-labelledby="review-risk">
            <h3 id="review-risk">What the score is made of</h3>
            <RiskParts risk={item.risk} />
          </section>
        )}
        {!detail && failure === undefined && (
          <div className={styles.section}>
            <Spinner text="Reading it" />
          </div>
        )}
        {detail && <ReviewTexts detail={detail} />}
        {detail && detail.history.length > 0 && <HistoryList history={detail.history} kind={item.kind} />}
      </div>
    </>
  );
}
