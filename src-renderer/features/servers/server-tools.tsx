import { useMemo } from 'react';
import type { Server } from '../../../src-relay/control/contract.ts';
import { toolLink } from '../../app/route.ts';
import { useTools } from '../../state/hooks.ts';
import { formatCount } from '../../ui/number-format.ts';
import { OneLine } from '../../ui/one-line.tsx';
import { ToolStateMark } from '../../ui/tool-state-mark.tsx';
import styles from './server-detail.module.css';

/** Tools shown here; all of them stand in Tools. */
const MOST = 12;

/** A server's tools with their states, those that are off first. */
export function ServerTools({ server }: { readonly server: Server }) {
  const all = useTools((s) => s.tools);
  const tools = useMemo(() => {
    const own = all?.filter((tool) => tool.server === server.name) ?? [];
    return [...own.filter((tool) => tool.state !== 'enabled'), ...own.filter((tool) => tool.state === 'enabled')];
  }, [all, server.name]);
  return (
    <section className={styles.section} aria-labelledby="server-tools">
      <div className={styles.heading}>
        <h3 id="server-tools">Tools</h3>
        {tools.length > 0 && (
          <span className={styles.quiet}>
            {formatCount(server.toolsOn)} of {formatCount(tools.length)} offered to clients
          </span>
        )}
      </div>
      {tools.length === 0 ? (
        <p className={styles.quiet}>
          {server.enabled ? 'It has named no tools.' : 'Its tools are known again when it is switched on.'}
        </p>
      ) : (
        <ul className={styles.tools}>
          {tools.slice(0, MOST).map((tool) => (
            <li key={tool.name}>
              <a href={toolLink(tool.server, tool.name)} className={styles.tool}>
                <OneLine text={tool.shown ?? tool.name} />
                <ToolStateMark state={tool.state} />
              </a>
            </li>
          ))}
        </ul>
      )}
      {tools.length > MOST && (
        <a className={styles.link} href={toolLink(server.name)}>
          All {formatCount(tools.length)} tools
        </a>
      )}
    </section>
  );
}
