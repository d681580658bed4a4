import { commandOf } from '../clients/strategies/strategy.ts';
import { ENTRY_NAME, type ClientId, type RelayEntry } from '../clients/types.ts';

/** A link that has an app ask its person whether to install an entry. */
interface InstallLink {
  readonly client: ClientId;
  readonly title: string;
  readonly href: string;
}

/**
 * Links for the apps that take an entry from an address (spec/clients.md, "Deep links"). They hold the command alone, no
 * token: an address ends up in histories.
 */
export function installLinks(command: RelayEntry['command']): InstallLink[] {
  const entryFor = (id: ClientId) => commandOf(id, { command, url: '', token: '' });
  const cursor = new URLSearchParams({
    name: ENTRY_NAME,
    config: Buffer.from(JSON.stringify(entryFor('cursor'))).toString('base64'),
  });
  const vscode = JSON.stringify({ name: ENTRY_NAME, ...entryFor('vscode') });
  return [
    { client: 'cursor', title: 'Cursor', href: `cursor://anysphere.cursor-deeplink/mcp/install?${cursor.toString()}` },
    { client: 'vscode', title: 'VS Code', href: `vscode:mcp/install?${encodeURIComponent(vscode)}` },
  ];
}
