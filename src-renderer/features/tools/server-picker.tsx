import { Check, ListFilter } from 'lucide-react';
import { useMemo } from 'react';
import type { Tool } from '../../../src-relay/control/contract.ts';
import type { ToolsQuery } from '../../state/tools-query.ts';
import { Button } from '../../ui/button.tsx';
import { OneLine } from '../../ui/one-line.tsx';
import { Popover } from '../../ui/popover.tsx';
import { linesOf } from './group-tools.ts';
import styles from './server-picker.module.css';

interface ServerPickerProps {
  readonly tools: readonly Tool[];
  readonly query: ToolsQuery;
  readonly onChange: (query: ToolsQuery) => void;
}

/** Chooses the servers whose tools are shown. */
export function ServerPicker({ tools, query, onChange }: ServerPickerProps) {
  const servers = useMemo(() => linesOf(tools).filter((line) => line.kind === 'server'), [tools]);
  const toggle = (server: string): void => {
    const isOn = query.servers.includes(server);
    onChange({ ...query, servers: isOn ? query.servers.filter((one) => one !== server) : [...query.servers, server] });
  };
  return (
    <Popover
      label="Servers to show"
      trigger={
        <Button kind="quiet" icon={<ListFilter aria-hidden />}>
          Server
        </Button>
      }
    >
      <ul className={styles.list}>
        {servers.map(({ server, total }) => {
          const isOn = query.servers.includes(server);
          return (
            <li key={server}>
              <button type="button" aria-pressed={isOn} className={styles.choice} onClick={() => toggle(server)}>
                <span className={styles.check}>{isOn && <Check aria-hidden />}</span>
                <span className={styles.name}>
                  <OneLine text={server} />
                </span>
                <span className={styles.count}>{total}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </Popover>
  );
}
