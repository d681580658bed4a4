import { ExternalLink, LogIn, LogOut } from 'lucide-react';
import { BRIDGE_KEY, type Server, type SignIn } from '../../../src-relay/control/contract.ts';
import { app } from '../../state/app.ts';
import { useServers } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { shortName } from '../../ui/short-name.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { entryOf } from '../../state/by-key.ts';
import { atIssuer } from './issuer-words.ts';
import sections from './server-detail.module.css';
import styles from './sign-in-section.module.css';

interface SignInSectionProps {
  readonly server: Server;
  readonly signIn: SignIn;
}

const KEPT_IN = {
  keychain: "It is kept in the system's keychain.",
  file: 'It is kept in a file that only you can read, not encrypted.',
  memory: 'It is kept until the relay stops.',
} as const;

/** How a remote server stands with its sign-in, and what one can do about it. */
export function SignInSection({ server, signIn }: SignInSectionProps) {
  const refused = useServers((s) => entryOf(s.failures, server.name));
  return (
    <section className={sections.section} aria-label="Sign-in">
      <h3>Sign-in</h3>
      <SignInState server={server} signIn={signIn} />
      {/* What was just refused stands above already. */}
      {signIn.failure !== null && refused === undefined && <InlineFailure text={signIn.failure} />}
    </section>
  );
}

function SignInState({ server, signIn }: SignInSectionProps) {
  const { name } = server;
  const pending = useServers((s) => entryOf(s.pending, name) ?? false);
  const start = (words: string) => (
    <Button
      kind="primary"
      icon={<LogIn aria-hidden />}
      disabled={pending}
      onClick={() => void app.servers.signIn(name)}
    >
      <span aria-live="polite">{pending ? 'Finding out where…' : words}</span>
    </Button>
  );
  switch (signIn.state) {
    case 'needed':
      return (
        <>
          <p className={sections.prose}>
            The server answers nobody who is not signed in{atIssuer(signIn)}. Its tools are offered to clients once you
            are.
          </p>
          <Rights label="It asks for the right to" scopes={signIn.scopes} />
          <div className={styles.actions}>{start('Sign in')}</div>
        </>
      );
    case 'rights':
      return (
        <>
          <p className={sections.prose}>
            You are signed in{atIssuer(signIn)}, but something that was called needs more rights. The sign-in asks for
            all of these:
          </p>
          <Rights label="Rights" scopes={signIn.scopes} />
          <div className={styles.actions}>
            {start('Sign in again')}
            <SignOut name={name} pending={pending} />
          </div>
        </>
      );
    case 'running':
      return <Running name={name} signIn={signIn} />;
    case 'done':
      return (
        <>
          <p className={sections.prose}>
            Signed in
            {signIn.account !== null && (
              <>
                {' as '}
                <UntrustedText inline text={signIn.account} />
              </>
            )}
            {atIssuer(signIn)}. {signIn.keptIn !== null && KEPT_IN[signIn.keptIn]}
          </p>
          <Rights label="Rights" scopes={signIn.scopes} />
          <div className={styles.actions}>
            <SignOut name={name} pending={pending} />
          </div>
        </>
      );
  }
}

/** A person is in the browser: where to go if it did not open, and a way back. */
function Running({ name, signIn }: { readonly name: string; readonly signIn: SignIn }) {
  const { address } = signIn;
  return (
    <>
      <Spinner text={`Waiting for you to finish${atIssuer(signIn)} in the browser`} />
      {address !== null && (
        <p className={sections.quiet}>
          If the browser did not open, go there by yourself. The sign-in waits five minutes.
        </p>
      )}
      <div className={styles.actions}>
        {address !== null && inBrowser && isWebAddress(address) && (
          <LinkButton icon={<ExternalLink aria-hidden />} href={address} target="_blank" rel="noreferrer noopener">
            Open the page
          </LinkButton>
        )}
        {address !== null && <CopyButton words text={address} label="Copy the address" />}
        <Button kind="quiet" onClick={() => void app.servers.cancelSignIn(name)}>
          Cancel
        </Button>
      </div>
    </>
  );
}

function SignOut({ name, pending }: { readonly name: string; readonly pending: boolean }) {
  const signOut = async (): Promise<void> => {
    if (await app.servers.signOut(name)) app.toasts.show(`Signed out of ${shortName(name)}.`);
  };
  return (
    <Button icon={<LogOut aria-hidden />} disabled={pending} onClick={() => void signOut()}>
      Sign out
    </Button>
  );
}

function Rights({ label, scopes }: { readonly label: string; readonly scopes: readonly string[] }) {
  if (scopes.length === 0) return null;
  return (
    <dl className={sections.facts}>
      <dt>{label}</dt>
      <dd>
        <UntrustedText inline text={scopes.join(', ')} />
      </dd>
    </dl>
  );
}

/** The desktop app opens no other pages by itself. */
const inBrowser = !(BRIDGE_KEY in globalThis);

function isWebAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/u.test(new URL(address).protocol);
}
