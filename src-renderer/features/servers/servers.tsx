import { useMemo, useState } from 'react';
import { navigate, replacePlace } from '../../app/navigation.ts';
import { serverLink } from '../../app/route.ts';
import { app } from '../../state/app.ts';
import { useConnection, useServers } from '../../state/hooks.ts';
import { useFreshSummary } from '../../state/use-fresh-summary.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { focusListSoon } from '../../ui/focus-list.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { shortName } from '../../ui/short-name.ts';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import { NoServers } from './no-servers.tsx';
import { ServerDetail } from './server-detail.tsx';
import { serversWith } from './server-filter.ts';
import { ServerList } from './server-list.tsx';
import { ServersBar } from './servers-bar.tsx';
import styles from './servers.module.css';

/** The servers screen: who stands behind the relay, and what one can do about each. */
export function Servers({ name }: { readonly name: string | undefined }) {
  const servers = useServers((s) => s.servers);
  const failure = useServers((s) => s.failure);
  const isGone = useConnection((s) => s.connection === 'lost' || s.connection === 'signed-out');
  const known = useConnection((s) => s.status !== undefined);
  const [text, setText] = useState('');
  const shown = useMemo(() => serversWith(servers ?? [], text), [servers, text]);
  useFreshSummary();
  const close = (): void => {
    replacePlace(serverLink());
    focusListSoon();
  };
  useEscape(name !== undefined, close);

  return (
    <div className={styles.screen}>
      <h1 className={styles.heard}>Servers</h1>
      {content()}
    </div>
  );

  function content() {
    if (!servers && isGone) {
      return (
        <EmptyState title="The servers are not known yet">
          <p>They show here as soon as the relay answers.</p>
        </EmptyState>
      );
    }
    if (!servers) {
      if (failure === undefined) return <SkeletonRows rows={6} label="Loading the servers" />;
      return <ErrorState title="The servers cannot be read" cause={failure} onRetry={() => void app.servers.load()} />;
    }
    if (servers.length === 0 && known) return <NoServers />;
    return (
      <>
        <ServersBar servers={servers} shown={shown.length} text={text} onText={setText} />
        <MasterDetail
          name="servers"
          detailLabel={name === undefined ? 'Server' : `Server ${shortName(name)}`}
          master={
            <ServerList
              servers={shown}
              open={name}
              onOpen={(next, isMoved) => (isMoved ? replacePlace : navigate)(serverLink(next))}
              onClear={() => setText('')}
            />
          }
          detail={name === undefined ? undefined : <ServerDetail key={name} name={name} onClose={close} />}
        />
      </>
    );
  }
}
