import { Copy, ListFilter } from 'lucide-react';
import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import { activityLink, serverLink, toolLink } from '../../../app/route.ts';
import { app } from '../../../state/app.ts';
import type { CallQuery } from '../../../state/calls/query.ts';
import { Button } from '../../../ui/button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Menu, MenuItem } from '../../../ui/menu.tsx';
import { spelledOut } from '../../../ui/untrusted/odd-characters.ts';
import { clientName } from '../client-name.ts';
import { changeQuery } from '../open-call.ts';
import styles from './call-actions.module.css';
import { callAsJson } from './copy-call.ts';

/** A link leads back here only in a browser. */
const linkable = location.protocol.startsWith('http');

/** What one can do about a call. */
export function CallActions({ call }: { readonly call: CallDetail }) {
  const { server, tool, client, session, entryId } = call;
  const queries: readonly (readonly [words: string, query: CallQuery])[] = [
    ...(tool !== null && server !== null ? [[`of ${tool}`, { servers: [server], tools: [tool] }] as const] : []),
    ...(server !== null ? [[`of the server ${server}`, { servers: [server] }] as const] : []),
    [`of the client ${clientName(client)}`, { clients: [client] }],
    ['of this session', { sessions: [session] }],
  ];
  return (
    <div className={styles.actions}>
      {server !== null && tool !== null && <LinkButton href={toolLink(server, tool)}>Open tool</LinkButton>}
      {server !== null && <LinkButton href={serverLink(server)}>Open server</LinkButton>}
      <Menu trigger={<Button icon={<ListFilter aria-hidden />}>Show calls…</Button>}>
        {queries.map(([words, query]) => (
          <MenuItem key={words} onSelect={() => changeQuery(query)}>
            {spelledOut(words)}
          </MenuItem>
        ))}
      </Menu>
      <Menu trigger={<Button icon={<Copy aria-hidden />}>Copy…</Button>}>
        <MenuItem onSelect={() => void copy(callAsJson(call), 'Copied the call as JSON.')}>Copy as JSON</MenuItem>
        {linkable && (
          <MenuItem onSelect={() => void copy(linkTo(entryId), 'Copied the link to this call.')}>
            Copy the link
          </MenuItem>
        )}
      </Menu>
    </div>
  );
}

const linkTo = (entryId: string): string => `${location.origin}${location.pathname}${activityLink({}, entryId)}`;

async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    app.toasts.show(done);
  } catch {
    app.toasts.show('The clipboard refused. Select the text and copy it.');
  }
}
