import { clientLink } from '../../../app/route.ts';
import { type CallQuery, isEmptyQuery } from '../../../state/calls/query.ts';
import { useConnection } from '../../../state/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyText } from '../../../ui/copy-text.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { changeQuery } from '../open-call.ts';

/** Why the list is empty, and the next step. */
export function NoCalls({ query }: { readonly query: CallQuery }) {
  const endpoint = useConnection((s) => s.status?.endpoints.mcp);
  if (!isEmptyQuery(query)) {
    return (
      <EmptyState
        title="No call matches these filters"
        action={<Button onClick={() => changeQuery({})}>Clear the filters</Button>}
      >
        <p>Calls that match show up here as they happen.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No calls yet: connect a client"
      action={
        <LinkButton kind="primary" href={clientLink()}>
          Connect an app
        </LinkButton>
      }
    >
      <p>
        The AI apps on this computer are connected with one click. For any other, make a token, for example for Cursor:
      </p>
      <CopyText text="npm run -s relay -- token create --client cursor" label="Copy the command" />
      <p>
        Then give the client this address, with the header <code>Authorization: Bearer TOKEN</code>:
      </p>
      {endpoint !== undefined && <CopyText text={endpoint} label="Copy the endpoint" />}
      <p>Its calls show up here as they happen.</p>
    </EmptyState>
  );
}
