import type { Tool } from '../../../src-relay/control/contract.ts';
import { clientLink, serverLink, toolLink } from '../../app/route.ts';
import { useNow } from '../../ui/now.ts';
import { formatCounted } from '../../ui/number-format.ts';
import { asSentence } from '../../ui/sentence.ts';
import { minuteTime, relativeTime } from '../../ui/time-format.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { meaningOf } from '../clients/words.ts';
import { NameLink } from './name-link.tsx';
import type { Need } from './needs.ts';
import styles from './needs-list.module.css';

/** Tools that a sentence names. */
const MOST_NAMED = 3;

/** What a need is, in a sentence, and why. */
export function NeedWords({ need }: { readonly need: Need }) {
  switch (need.kind) {
    case 'paused':
      return (
        <p>Scanning is paused until {minuteTime(need.until)}: calls pass unscanned, and are logged as bypassed.</p>
      );
    case 'problem':
      return (
        <p>
          <UntrustedText prose text={asSentence(need.text)} />
        </p>
      );
    case 'tools':
      return <ToolsWords state={need.state} server={need.server} tools={need.tools} />;
    case 'down':
      return (
        <p>
          <NameLink href={serverLink(need.server)} name={need.server} /> is not running. <Reason text={need.reason} />
        </p>
      );
    case 'sign-in':
      return (
        <p>
          <NameLink href={serverLink(need.server)} name={need.server} /> waits for a sign-in
          {need.issuer !== null && ` at ${URL.canParse(need.issuer) ? new URL(need.issuer).host : need.issuer}`}: until
          then clients cannot use it.
        </p>
      );
    case 'held':
      return (
        <p>
          <NameLink href={serverLink(need.server)} name={need.server} /> is not started: its risk score is{' '}
          {need.score ?? 'too low'} of 100, and such a server needs your consent.
        </p>
      );
    case 'instructions':
      return (
        <p>
          <NameLink href={serverLink(need.server)} name={need.server} /> gives {need.isNew ? 'new' : 'other'}{' '}
          instructions to models{need.isNew ? '' : ' than those that were accepted'}: clients do not get them until you
          decide.
        </p>
      );
    case 'slow':
      return <SlowWords server={need.server} since={need.since} />;
    case 'client':
      return (
        <p>
          <NameLink href={clientLink(need.key)} name={need.file.title} />:{' '}
          <UntrustedText prose text={meaningOf(need.file)} />
        </p>
      );
    case 'not-offered':
      return need.state === 'disabled - limit' ? (
        <p>{formatCounted(need.count, 'tool')} over the limit: clients are not offered them.</p>
      ) : (
        <p>{formatCounted(need.count, 'tool')} of a name that stands on two servers: clients are offered neither.</p>
      );
    case 'hidden':
      return (
        <p>
          <NameLink href={serverLink(need.server)} name={need.server} /> is in hidden mode: nothing it says or gets is
          scanned.
        </p>
      );
  }
}

function ToolsWords({ state, server, tools }: Pick<Extract<Need, { kind: 'tools' }>, 'state' | 'server' | 'tools'>) {
  const rest = tools.length - MOST_NAMED;
  const isOne = tools.length === 1;
  const reasons = new Set(tools.map((tool) => tool.reason));
  return (
    <p>
      {tools.slice(0, MOST_NAMED).map((tool, index) => (
        <span key={tool.name}>
          {index > 0 && ', '}
          <NameLink href={toolLink(server, tool.name)} name={tool.shown ?? tool.name} />
        </span>
      ))}
      {rest > 0 && ` and ${rest} more`} of <NameLink href={serverLink(server)} name={server} /> {isOne ? 'is' : 'are'}{' '}
      {WHAT[state] ?? 'off.'}{' '}
      {state !== 'disabled - changed' && reasons.size === 1 && <Reason text={tools[0]?.reason ?? ''} />}
    </p>
  );
}

const WHAT: Readonly<Partial<Record<Tool['state'], string>>> = {
  'disabled - changed': 'no longer what was approved, and off until you decide.',
  'disabled - security risk': 'off for a security risk.',
  'disabled - error': 'off: the definition could not be checked.',
};

function SlowWords({ server, since }: { readonly server: string; readonly since: number }) {
  const now = useNow();
  return (
    <p>
      <NameLink href={serverLink(server)} name={server} /> was started {relativeTime(since, now)} and has not answered
      yet.
    </p>
  );
}

function Reason({ text }: { readonly text: string }) {
  if (text === '') return null;
  return (
    <span className={styles.reason}>
      <UntrustedText prose text={asSentence(text)} />
    </span>
  );
}
