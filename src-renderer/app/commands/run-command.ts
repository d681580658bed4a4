import { app } from '../../state/app.ts';
import { appearance } from '../../theme/appearance.ts';
import { setKeysSheet } from '../keys-sheet-state.ts';
import { navigate } from '../navigation.ts';
import type { Act } from './commands.ts';

/** Does what a command says. */
export function runCommand(act: Act): void {
  switch (act.kind) {
    case 'go':
      return navigate(act.to);
    case 'pause':
      void app.connection.pause(act.minutes);
      return;
    case 'resume':
      void app.connection.resume();
      return;
    case 'theme':
      appearance.setState({ theme: act.theme });
      return;
    case 'keys':
      setKeysSheet(true);
  }
}
