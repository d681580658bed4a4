import { toolLink } from '../../app/route.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { formatCounted } from '../../ui/number-format.ts';

interface NothingWaitsProps {
  /** Items that were left as they are. */
  readonly kept: number;
  readonly onShowKept: () => void;
}

/** Nothing waits: what would, and why. */
export function NothingWaits({ kept, onShowKept }: NothingWaitsProps) {
  return (
    <EmptyState
      title="Nothing waits for you"
      action={
        kept > 0 ? (
          <Button onClick={onShowKept}>Show {formatCounted(kept, 'thing')} left as they are</Button>
        ) : (
          <LinkButton href={toolLink()}>Show all tools</LinkButton>
        )
      }
    >
      <p>
        A tool whose definition is no longer the one that you accepted is taken from clients and shown here, with what
        changed and what got riskier. So are new instructions of a server, servers whose risk score is too low to start
        them unasked, and names that look like another server’s.
      </p>
    </EmptyState>
  );
}
