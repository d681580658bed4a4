import { app } from '../../state/app.ts';
import { useServers } from '../../state/hooks.ts';
import { useFailing } from '../../state/use-failing.ts';
import { DetailHeader } from '../../ui/detail-header.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { HiddenMark } from '../../ui/hidden-mark.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { OneLine } from '../../ui/one-line.tsx';
import { serverLink } from '../../app/route.ts';
import { ErrorOutput } from './error-output.tsx';
import { RestartButton } from './restart-button.tsx';
import styles from './server-detail.module.css';
import { RiskSection } from './risk-section.tsx';
import { ServerFacts } from './server-facts.tsx';
import { standingOf } from './server-status.ts';
import { ServerStatusMark } from './server-status-mark.tsx';
import { ServerSwitches } from './server-switches.tsx';
import { ServerTools } from './server-tools.tsx';
import { SignInSection } from './sign-in-section.tsx';
import { StatusSentence } from './status-sentence.tsx';
import { entryOf } from '../../state/by-key.ts';

interface ServerDetailProps {
  readonly name: string;
  readonly onClose: () => void;
}

/** All about one server: how it stands and why, its switches, its tools, what it last wrote to its error output. */
export function ServerDetail({ name, onClose }: ServerDetailProps) {
  const server = useServers((s) => s.servers?.find((one) => one.name === name));
  const refused = useServers((s) => entryOf(s.failures, name));
  const failure = useFailing()[name];
  const header = (
    <DetailHeader onClose={onClose}>
      <h2 className={styles.title}>
        <OneLine text={name} strong />
      </h2>
      {server?.hidden && !server.internal && <HiddenMark />}
    </DetailHeader>
  );
  if (!server) {
    return (
      <>
        {header}
        <EmptyState
          title="There is no server of this name"
          action={<LinkButton href={serverLink()}>Show all servers</LinkButton>}
        >
          <p>It may have been taken out of the configuration.</p>
        </EmptyState>
      </>
    );
  }
  const standing = standingOf(server, failure);
  return (
    <>
      {header}
      <div className={styles.body}>
        <section className={styles.section} aria-label="State">
          <div className={styles.state}>
            <ServerStatusMark standing={standing} />
            <RestartButton server={server} />
          </div>
          <StatusSentence server={server} standing={standing} failure={failure} />
          {refused !== undefined && <InlineFailure text={refused} onDismiss={() => app.servers.dismissFailure(name)} />}
          <ServerFacts server={server} />
        </section>
        {server.signIn && server.enabled && <SignInSection server={server} signIn={server.signIn} />}
        <RiskSection server={server} />
        <ServerSwitches server={server} />
        <ServerTools server={server} />
        <ErrorOutput server={server} />
      </div>
    </>
  );
}
