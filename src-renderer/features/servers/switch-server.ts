import { app } from '../../state/app.ts';
import { shortName } from '../../ui/short-name.ts';

/** Trusts a server or scans it again, and offers to take that back. */
export async function switchHidden(name: string, hidden: boolean): Promise<void> {
  if (!(await app.servers.setHidden(name, hidden))) return;
  const text = hidden ? `${shortName(name)} is not scanned any more.` : `${shortName(name)} is scanned again.`;
  app.toasts.show(text, () => void app.servers.setHidden(name, !hidden));
}

/** Switches a server on or off, and offers to take that back. */
export async function switchServer(name: string, enabled: boolean): Promise<void> {
  if (!(await app.servers.setEnabled(name, enabled))) return;
  const text = enabled
    ? `${shortName(name)} is switched on.`
    : `${shortName(name)} is switched off: clients see none of its tools.`;
  app.toasts.show(text, () => void app.servers.setEnabled(name, !enabled));
}
