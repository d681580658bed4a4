import { navigate, replacePlace } from '../../app/navigation.ts';
import { clientLink } from '../../app/route.ts';
import { app } from '../../state/app.ts';
import { useClients, useConnection } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { focusListSoon } from '../../ui/focus-list.ts';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import { ByHand } from './by-hand.tsx';
import { ClientDetail } from './client-detail.tsx';
import { clientKey, fileByKey } from './client-key.ts';
import { ClientList } from './client-list.tsx';
import { ClientsBar } from './clients-bar.tsx';
import styles from './clients.module.css';
import { NoClients } from './no-clients.tsx';
import { BY_HAND, RESTORE, SETUP } from './places.ts';
import { PlanPanel } from './plan/plan-panel.tsx';
import { RestorePanel } from './restore/restore-panel.tsx';
import { Setup } from './setup/setup.tsx';
import { actionOf } from './words.ts';

interface ClientsProps {
  /** The client whose detail is open, or a place of its own; see `places.ts`. */
  readonly client: string | undefined;
  /** What is to be done to it. */
  readonly action: string | undefined;
}

/** A comparison of files wants room. */
const DETAIL_SHARE = 62;

/** What is shown in the place of a client. */
const LABELS: Readonly<Record<string, string>> = {
  [BY_HAND]: 'Connecting by hand',
  [RESTORE]: 'Giving servers back',
};

/** The clients screen: which AI apps are there, how each is connected, and connecting them. */
export function Clients({ client, action }: ClientsProps) {
  const files = useClients((s) => s.files);
  const failure = useClients((s) => s.failure);
  const isGone = useConnection((s) => s.connection === 'lost' || s.connection === 'signed-out');
  const close = (): void => {
    replacePlace(clientLink());
    focusListSoon();
  };
  useEscape(client !== undefined && client !== SETUP, close);

  return (
    <div className={styles.screen}>
      <h1 className={styles.heard}>Clients</h1>
      {content()}
    </div>
  );

  function content() {
    if (!files && isGone) {
      return (
        <EmptyState title="The AI apps are not known yet">
          <p>They show here as soon as the relay answers.</p>
        </EmptyState>
      );
    }
    if (!files) {
      if (failure === undefined) return <SkeletonRows rows={6} label="Looking for AI apps" />;
      return (
        <ErrorState title="AI apps cannot be looked for" cause={failure} onRetry={() => void app.clients.load()} />
      );
    }
    if (client === SETUP) return <Setup files={files} />;
    if (files.length === 0 && client !== BY_HAND) return <NoClients />;
    const open = fileByKey(files, client);
    return (
      <>
        <ClientsBar files={files} />
        {failure !== undefined && (
          <div className={styles.stale}>
            <InlineFailure text={`${failure} What stands here may be out of date.`} />
          </div>
        )}
        <MasterDetail
          name="clients"
          initialShare={DETAIL_SHARE}
          detailLabel={open?.title ?? LABELS[client ?? ''] ?? 'Client'}
          master={
            <ClientList
              files={files}
              open={client}
              onOpen={(key, isMoved) => (isMoved ? replacePlace : navigate)(clientLink(key))}
            />
          }
          detail={detail()}
        />
      </>
    );

    function detail() {
      if (client === undefined) return undefined;
      if (client === BY_HAND) return <ByHand onClose={close} />;
      if (client === RESTORE) return <RestorePanel files={files ?? []} onClose={close} />;
      const wanted = actionOf(action);
      if (!open || !wanted) return <ClientDetail key={client} id={client} file={open} onClose={close} />;
      const back = (): void => replacePlace(clientLink(clientKey(files ?? [], open)));
      return <PlanPanel key={`${client} ${wanted}`} file={open} action={wanted} onClose={back} />;
    }
  }
}
