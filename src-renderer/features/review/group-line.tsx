import { serverLink } from '../../app/route.ts';
import { useReview } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { OneLine } from '../../ui/one-line.tsx';
import { shortName } from '../../ui/short-name.ts';
import { acceptItems } from './decide.ts';
import type { ReviewGroup } from './group-items.ts';
import styles from './review-list.module.css';
import { isOfMany } from './words.ts';

/** The server whose items follow, and what one can do with all of them. */
export function GroupLine({ group: { server, items } }: { readonly group: ReviewGroup }) {
  const many = items.filter(isOfMany);
  const isBusy = useReview((s) => many.some(({ id }) => s.pending[id]));
  return (
    <div role="row" className={styles.server}>
      <span role="gridcell" aria-colspan={3} className={styles.serverCell}>
        <a href={serverLink(server)} tabIndex={-1} className={styles.serverName}>
          <OneLine text={server} strong />
        </a>
        {many.length > 1 && (
          <Button
            kind="quiet"
            disabled={isBusy}
            aria-label={`Accept all ${many.length} of ${shortName(server)}`}
            onClick={() => void acceptItems(many)}
          >
            Accept all {many.length}
          </Button>
        )}
      </span>
    </div>
  );
}
