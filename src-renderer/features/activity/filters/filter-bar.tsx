import { type CallQuery, isEmptyQuery } from '../../../state/calls/query.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { BoxedText } from '../../../ui/untrusted/boxed-text.tsx';
import { changeQuery } from '../open-call.ts';
import { AddFilter } from './add-filter.tsx';
import { without } from './change.ts';
import { chipsOf } from './chips.ts';
import styles from './filter-bar.module.css';
import { LiveCount } from './live-count.tsx';
import { TextFilter } from './text-filter.tsx';

/** What the list is narrowed to, and how many calls that are. */
export function FilterBar({ query }: { readonly query: CallQuery }) {
  return (
    <div role="search" aria-label="Filter the calls" className={styles.bar}>
      <TextFilter query={query} />
      {chipsOf(query).map(({ kind, title, values }) => (
        <Chip
          key={kind}
          onRemove={() => changeQuery(without(query, kind))}
          removeLabel={`Remove the filter on ${title.toLowerCase()}`}
        >
          <span className={styles.kind}>{title.toLowerCase()}: </span>
          <BoxedText text={values.join(', ')} />
        </Chip>
      ))}
      <AddFilter query={query} />
      {!isEmptyQuery(query) && (
        <Button kind="quiet" onClick={() => changeQuery({})}>
          Clear all
        </Button>
      )}
      <LiveCount />
    </div>
  );
}
