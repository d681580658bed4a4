import { Pause, Play } from 'lucide-react';
import { app } from '../state/app.ts';
import { useConnection } from '../state/hooks.ts';
import { Button } from '../ui/button.tsx';
import { InlineFailure } from '../ui/inline-failure.tsx';
import { Menu, MenuItem, MenuNote } from '../ui/menu.tsx';
import styles from './pause-control.module.css';

const MINUTES = [5, 15, 60];

/** Pauses scanning for some minutes, or starts it again. */
export function PauseControl() {
  const live = useConnection((s) => s.connection === 'live' && s.status !== undefined);
  const paused = useConnection((s) => s.status?.pausedUntil != null);
  const changing = useConnection((s) => s.changing);
  const failure = useConnection((s) => s.failure);
  if (!live) return null;
  return (
    <span className={styles.control}>
      {failure && (
        <span className={styles.failure}>
          <InlineFailure text={failure} onDismiss={() => app.connection.dismissFailure()} />
        </span>
      )}
      {paused ? (
        <Button icon={<Play aria-hidden />} disabled={changing} onClick={() => void app.connection.resume()}>
          Resume scanning
        </Button>
      ) : (
        <Menu
          align="end"
          trigger={
            <Button kind="quiet" icon={<Pause aria-hidden />} disabled={changing}>
              Pause
            </Button>
          }
        >
          <MenuNote>While paused, calls pass unscanned and the log shows them as bypassed.</MenuNote>
          {MINUTES.map((minutes) => (
            <MenuItem key={minutes} onSelect={() => void app.connection.pause(minutes)}>
              Pause for {minutes} minutes
            </MenuItem>
          ))}
        </Menu>
      )}
    </span>
  );
}
