import { clientLink } from '../../app/route.ts';
import { app } from '../../state/app.ts';
import { useClients } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import styles from './clients.module.css';
import { BY_HAND } from './places.ts';

/** No AI app is installed: which ones would be found, and how to connect any other. */
export function NoClients() {
  const supported = useClients((s) => s.supported);
  return (
    <EmptyState
      title="No AI app was found on this computer"
      action={
        <>
          <LinkButton kind="primary" href={clientLink(BY_HAND)}>
            Connect one by hand
          </LinkButton>
          <Button onClick={() => void app.clients.load()}>Look again</Button>
        </>
      }
    >
      <p>These are found by themselves once they are installed and were started once:</p>
      <ul className={styles.supported}>
        {supported.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
      <p>Any other client that speaks MCP can be connected by hand.</p>
    </EmptyState>
  );
}
