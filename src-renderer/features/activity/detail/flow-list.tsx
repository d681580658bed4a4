import { ArrowRight } from 'lucide-react';
import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import { activityLink } from '../../../app/route.ts';
import { minuteTime } from '../../../ui/time-format.ts';
import { BoxedText } from '../../../ui/untrusted/boxed-text.tsx';
import { flowsOf, type FlowWay } from './flows.ts';
import styles from './flow-list.module.css';

/** What went, or would have gone, from one server to another: the call that it came from, and this one. */
export function FlowList({ call }: { readonly call: CallDetail }) {
  return (
    <ul className={styles.list}>
      {flowsOf(call).map((flow) => (
        <li key={flow.id} className={flow.stopped ? styles.stopped : styles.flow}>
          <CallLink end={flow.from} title="Open the call that it came from" />
          <ArrowRight aria-label={flow.stopped ? 'would have gone to' : 'went to'} className={styles.arrow} />
          <CallLink end={flow.to} title="This call" current />
          <span className={styles.what}>
            {flow.what} · {flow.stopped ? 'stopped' : 'passed'}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface CallLinkProps {
  readonly end: FlowWay['from'];
  readonly title: string;
  readonly current?: boolean;
}

function CallLink({ end: { server, tool, entryId, ts }, title, current = false }: CallLinkProps) {
  return (
    <a href={activityLink({}, entryId)} title={title} {...(current && { 'aria-current': 'page' as const })}>
      <span className={styles.end}>
        <BoxedText text={server} />
        {tool !== '' && ' · '}
        {tool !== '' && <BoxedText text={tool} />}
      </span>{' '}
      <span className={styles.time}>{minuteTime(ts)}</span>
    </a>
  );
}
