import type { Notice } from '../../../src-relay/control/contract.ts';
import { serverLink, toolLink } from '../../app/route.ts';
import { useTools } from '../../state/hooks.ts';
import { useNow } from '../../ui/now.ts';
import { asSentence } from '../../ui/sentence.ts';
import { fullTime, shortTime } from '../../ui/time-format.ts';
import { spelledOut } from '../../ui/untrusted/odd-characters.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './latest-notices.module.css';
import { NameLink } from './name-link.tsx';

const ABOUT = {
  registry_change: 'Tools',
  authentication: 'Access',
  config_change: 'Settings',
  scan: 'Scanner',
  relay: 'Relay',
} as const;

/** One notice: when, about what, and what happened. */
export function NoticeEntry({ notice }: { readonly notice: Notice }) {
  const { ts, type, server, tool, client, message } = notice;
  const now = useNow(60_000);
  const isListed = useTools((s) => s.tools?.some((one) => one.server === server && one.name === tool) ?? false);
  return (
    <li className={styles.notice}>
      <time className={styles.time} dateTime={new Date(ts).toISOString()} title={fullTime(ts)}>
        {shortTime(ts, now)}
      </time>
      <span className={styles.about}>
        {server !== null && tool !== null ? (
          <NameLink href={isListed ? toolLink(server, tool) : serverLink(server)} name={tool} />
        ) : server === null ? (
          <strong>{client === null ? ABOUT[type] : <UntrustedText inline text={client} />}</strong>
        ) : (
          <NameLink href={serverLink(server)} name={server} />
        )}
      </span>
      <span className={styles.message} title={spelledOut(message)}>
        <UntrustedText prose text={asSentence(message)} />
      </span>
    </li>
  );
}
