import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { ProcedureOutput } from '../../../src-relay/control/contract.ts';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';
import { Button } from '../../ui/button.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import styles from './client-detail.module.css';

type Link = ProcedureOutput<'clients.ways'>['links'][number];

interface InstallLinksProps {
  readonly links: readonly Link[];
  /** The relay opens them itself: the desktop app's window leads nowhere else. */
  readonly hasDesktop: boolean;
}

/** Has an app install the relay's entry by itself. */
export function InstallLinks({ links, hasDesktop }: InstallLinksProps) {
  const [failure, setFailure] = useState<string>();
  const report = (asked: Promise<void>): void => {
    asked.then(
      () => setFailure(undefined),
      (error: unknown) => setFailure(sentenceOf(error)),
    );
  };
  const icon = <ExternalLink aria-hidden />;
  return (
    <>
      <div className={styles.buttons}>
        {links.map(({ client, title, href }) =>
          hasDesktop ? (
            <Button key={client} icon={icon} onClick={() => report(app.clients.openLink(client))}>
              Open in {title}
            </Button>
          ) : (
            <LinkButton key={client} icon={icon} href={href} onClick={() => report(app.clients.letIn(client))}>
              Open in {title}
            </LinkButton>
          ),
        )}
      </div>
      {failure !== undefined && <InlineFailure text={failure} onDismiss={() => setFailure(undefined)} />}
    </>
  );
}
