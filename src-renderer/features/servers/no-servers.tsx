import { useConnection } from '../../state/hooks.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import styles from './no-servers.module.css';

const EXAMPLE = JSON.stringify(
  { mcpServers: { files: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem', '/a/folder'] } } },
  null,
  2,
);

/** What stands where no server is configured: which file to write, and what. */
export function NoServers() {
  const path = useConnection((s) => s.status?.configFile ?? s.status?.configPath ?? '');
  const exists = useConnection((s) => s.status?.configFile != null);
  return (
    <EmptyState
      title="No server stands behind the relay yet"
      action={<CopyButton words text={EXAMPLE} label="Copy the example" />}
    >
      <p>
        {exists ? 'The configuration names no server. Write yours into' : 'Write your servers into a file at'} this
        path, in the notation that AI clients use. Restart the relay after.
      </p>
      <CopyText text={path} label="Copy the path" />
      <pre className={styles.example} tabIndex={0} aria-label="An example of the file">
        {EXAMPLE}
      </pre>
    </EmptyState>
  );
}
