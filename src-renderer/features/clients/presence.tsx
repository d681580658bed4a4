import { useEffect } from 'react';
import type { ClientFile } from '../../../src-relay/control/contract.ts';
import { activityLink } from '../../app/route.ts';
import { app } from '../../state/app.ts';
import { entryOf } from '../../state/by-key.ts';
import { identityOf } from '../../state/clients.ts';
import { useClients, useConnection } from '../../state/hooks.ts';
import { useNow } from '../../ui/now.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { fullTime, relativeTime } from '../../ui/time-format.ts';
import { isConnected } from './connected.ts';
import styles from './presence.module.css';

/** Whether an app is connected to the running relay right now, and when it last called; nothing before that is known. */
export function Presence({ file: { id } }: { readonly file: ClientFile }) {
  const isLive = useConnection((s) => s.connection === 'live');
  const isHere = useConnection((s) => isConnected(s.status, id));
  const last = useClients((s) => entryOf(s.lastCalls, id));
  const now = useNow();
  // Asked anew with every new connection: a call may have been missed in between.
  useEffect(() => {
    if (isLive) void app.clients.askLastCall(id);
  }, [id, isLive]);
  if (!isLive || last === undefined) return null;
  return (
    <p className={styles.presence}>
      <StateMark tone={isHere ? 'good' : 'quiet'}>
        {isHere ? 'Connected' : last === null ? 'Has not come by yet' : 'Away'}
      </StateMark>
      {last === null ? (
        isHere && <span>no call yet</span>
      ) : (
        <a className={styles.link} href={activityLink({ clients: [identityOf(id)] })} title={fullTime(last)}>
          last call {relativeTime(last, now)}
        </a>
      )}
    </p>
  );
}
