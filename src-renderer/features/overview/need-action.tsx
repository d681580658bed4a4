import { Eye, Play } from 'lucide-react';
import { clientLink, reviewLink, serverLink, toolLink } from '../../app/route.ts';
import { app } from '../../state/app.ts';
import { useConnection, useServers } from '../../state/hooks.ts';
import { formatToolsQuery } from '../../state/tools-query.ts';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { shortName } from '../../ui/short-name.ts';
import { actionWords, nextActionOf } from '../clients/words.ts';
import type { Need } from './needs.ts';
import { entryOf } from '../../state/by-key.ts';

/** The button or link that leads out of a need. */
export function NeedAction({ need }: { readonly need: Need }) {
  switch (need.kind) {
    case 'paused':
      return <Resume />;
    case 'problem':
      return null;
    case 'tools': {
      const [only, ...others] = need.tools;
      const href =
        only && others.length === 0
          ? toolLink(need.server, only.name)
          : toolLink() + formatToolsQuery({ states: [need.state], servers: [need.server] });
      const review =
        only && others.length === 0 ? reviewLink(JSON.stringify(['tool', need.server, only.name])) : reviewLink();
      return need.state === 'disabled - changed' ? (
        <LinkButton href={review}>Review</LinkButton>
      ) : (
        <LinkButton kind="quiet" href={href}>
          See why
        </LinkButton>
      );
    }
    case 'held':
      return <LinkButton href={reviewLink(JSON.stringify(['server', need.server, null]))}>Review</LinkButton>;
    case 'instructions':
      return <LinkButton href={reviewLink(need.id)}>Review</LinkButton>;
    case 'down':
    case 'slow':
      return (
        <LinkButton kind="quiet" href={serverLink(need.server)}>
          Look at it
        </LinkButton>
      );
    case 'sign-in':
      return <LinkButton href={serverLink(need.server)}>Sign in</LinkButton>;
    case 'client': {
      const next = nextActionOf(need.file);
      return (
        <LinkButton href={clientLink(need.key, next)}>
          {next === undefined ? 'Look at it' : actionWords(need.file, next)}
        </LinkButton>
      );
    }
    case 'not-offered':
      return (
        <LinkButton kind="quiet" href={toolLink() + formatToolsQuery({ states: [need.state] })}>
          Show them
        </LinkButton>
      );
    case 'hidden':
      return <ScanAgain server={need.server} />;
  }
}

function Resume() {
  const changing = useConnection((s) => s.changing);
  return (
    <Button kind="primary" icon={<Play aria-hidden />} disabled={changing} onClick={() => void app.connection.resume()}>
      Resume scanning
    </Button>
  );
}

function ScanAgain({ server }: { readonly server: string }) {
  const pending = useServers((s) => entryOf(s.pending, server) ?? false);
  const scan = async (): Promise<void> => {
    if (!(await app.servers.setHidden(server, false))) return;
    app.toasts.show(`${shortName(server)} is scanned again.`, () => void app.servers.setHidden(server, true));
  };
  return (
    <Button kind="quiet" icon={<Eye aria-hidden />} disabled={pending} onClick={() => void scan()}>
      Scan it again
    </Button>
  );
}
