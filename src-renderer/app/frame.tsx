import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { Activity } from '../features/activity/activity.tsx';
import { Clients } from '../features/clients/clients.tsx';
import { Overview } from '../features/overview/overview.tsx';
import { Review } from '../features/review/review.tsx';
import { Policy } from '../features/policy/policy.tsx';
import { Servers } from '../features/servers/servers.tsx';
import { Tools } from '../features/tools/tools.tsx';
import { floats } from '../ui/floats.ts';
import { CommandPalette } from './commands/command-palette.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import styles from './frame.module.css';
import { KeysSheet } from './keys-sheet.tsx';
import { useRoute } from './navigation.ts';
import { formatRoute, type Route } from './route.ts';
import { ScreenBoundary } from './screen-boundary.tsx';
import { Sidebar } from './sidebar.tsx';
import { TitleBar } from './title-bar.tsx';
import { ToastShelf } from './toast-shelf.tsx';

/** The whole window: sidebar, title bar, and the screen that the address names. */
export function Frame() {
  const route = useRoute();
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={400}>
        <div className={styles.frame}>
          <Sidebar screen={route.screen} />
          <div className={styles.pane}>
            <TitleBar />
            <ConnectionBanner />
            <main className={styles.main}>
              <div className={styles.screen}>
                <ScreenBoundary key={route.screen} screen={route.screen} place={formatRoute(route)}>
                  <Screen route={route} />
                </ScreenBoundary>
              </div>
              <ScreenBoundary screen="search">
                <CommandPalette />
              </ScreenBoundary>
              <KeysSheet />
              <ToastShelf />
              <div ref={floats} />
            </main>
          </div>
        </div>
      </Tooltip.Provider>
    </CSPProvider>
  );
}

function Screen({ route }: { readonly route: Route }) {
  switch (route.screen) {
    case 'overview':
      return <Overview />;
    case 'activity':
      return <Activity entryId={route.entryId} query={route.query} />;
    case 'review':
      return <Review open={route.item} />;
    case 'servers':
      return <Servers name={route.name} />;
    case 'clients':
      return <Clients client={route.client} action={route.action} />;
    case 'policy':
      return <Policy />;
    case 'tools':
      return <Tools server={route.server} name={route.name} />;
  }
}
