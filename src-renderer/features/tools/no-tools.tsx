import { serverLink } from '../../app/route.ts';
import { useServers } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/link-button.tsx';

/** What stands where no server has named a tool: the next step is with the servers. */
export function NoTools() {
  const hasServers = useServers((s) => (s.servers?.length ?? 0) > 0);
  return (
    <EmptyState
      title="No tools yet"
      action={
        <LinkButton kind="primary" href={serverLink()}>
          {hasServers ? 'See how the servers stand' : 'Set up a server'}
        </LinkButton>
      }
    >
      <p>
        {hasServers
          ? 'None of the servers has named a tool so far.'
          : 'Tools come from servers, and none is configured.'}
      </p>
    </EmptyState>
  );
}
