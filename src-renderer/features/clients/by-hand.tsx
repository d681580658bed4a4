import { CopyText } from '../../ui/copy-text.tsx';
import { DetailHeader } from '../../ui/detail-header.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './client-detail.module.css';
import { Bundle } from './bundle.tsx';
import { InstallLinks } from './install-links.tsx';
import { NewCommand } from './new-command.tsx';
import { NewToken } from './new-token.tsx';
import { useWays } from './use-ways.ts';

/** The ways to connect an app that the relay does not find, or whose file it shall not touch. */
export function ByHand({ onClose }: { readonly onClose: () => void }) {
  const { ways, failure } = useWays();
  return (
    <>
      <DetailHeader onClose={onClose}>
        <h2 className={styles.title}>Connect by hand</h2>
      </DetailHeader>
      <div className={styles.body}>
        {failure !== undefined && (
          <div className={styles.section}>
            <InlineFailure text={failure} />
          </div>
        )}
        {!ways && failure === undefined && (
          <div className={styles.section}>
            <Spinner text="Asking the relay where it is" />
          </div>
        )}
        {ways && (
          <>
            <section className={styles.section} aria-labelledby="by-hand-links">
              <h3 id="by-hand-links">From the app itself</h3>
              <p className={styles.quiet}>The app opens and asks you whether to install the relay’s entry.</p>
              <InstallLinks links={ways.links} hasDesktop={ways.hasDesktop} />
              {ways.bundle !== null && <Bundle path={ways.bundle} />}
            </section>
            <section className={styles.section} aria-labelledby="by-hand-http">
              <h3 id="by-hand-http">An app that calls an address (HTTP)</h3>
              <p className={styles.quiet}>Give it this address and a token of its own.</p>
              <CopyText text={ways.url} label="Copy the address" />
              <NewToken />
            </section>
            <section className={styles.section} aria-labelledby="by-hand-stdio">
              <h3 id="by-hand-stdio">An app that starts a command (stdio)</h3>
              <NewCommand command={ways.command} />
            </section>
          </>
        )}
      </div>
    </>
  );
}
