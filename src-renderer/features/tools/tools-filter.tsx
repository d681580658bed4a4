import { useMemo } from 'react';
import type { Tool } from '../../../src-relay/control/contract.ts';
import { toolsMatching, type ToolsQuery } from '../../state/tools-query.ts';
import { Chip } from '../../ui/chip.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { focusList } from '../../ui/focus-list.ts';
import { formatCount, formatCounted } from '../../ui/number-format.ts';
import { shortName } from '../../ui/short-name.ts';
import { OneLine } from '../../ui/one-line.tsx';
import { ServerPicker } from './server-picker.tsx';
import { StateChips } from './state-chips.tsx';
import styles from './tools-filter.module.css';

interface ToolsFilterProps {
  readonly tools: readonly Tool[];
  readonly query: ToolsQuery;
  readonly onChange: (query: ToolsQuery) => void;
}

/** What the list is narrowed to: text, states, servers; and how many tools that are. */
export function ToolsFilter({ tools, query, onChange }: ToolsFilterProps) {
  const shown = useMemo(() => toolsMatching(tools, query).length, [tools, query]);
  const on = useMemo(() => tools.filter((tool) => tool.state === 'enabled').length, [tools]);
  return (
    <div role="search" aria-label="Filter the tools" className={styles.bar}>
      <FilterField
        label="Filter tools"
        value={query.text}
        onChange={(text) => onChange({ ...query, text: text.slice(0, 200) })}
        onLeave={focusList}
      />
      <StateChips tools={tools} query={query} onChange={onChange} />
      <ServerPicker tools={tools} query={query} onChange={onChange} />
      {query.servers.map((server) => (
        <Chip
          key={server}
          removeLabel={`Show other servers than ${shortName(server)} too`}
          onRemove={() => onChange({ ...query, servers: query.servers.filter((one) => one !== server) })}
        >
          <OneLine text={server} />
        </Chip>
      ))}
      <span className={styles.count} role="status">
        {shown === tools.length
          ? `${formatCounted(tools.length, 'tool')}, ${formatCount(on)} offered`
          : `${formatCount(shown)} of ${formatCounted(tools.length, 'tool')}`}
      </span>
    </div>
  );
}
