import { useMemo } from 'react';
import type { Tool } from '../../../src-relay/control/contract.ts';
import { type ToolsQuery, toolsMatching } from '../../state/tools-query.ts';
import { formatCount } from '../../ui/number-format.ts';
import { toolStateWord } from '../../ui/tool-state-mark.tsx';
import { countStates } from './group-tools.ts';
import styles from './state-chips.module.css';

interface StateChipsProps {
  readonly tools: readonly Tool[];
  readonly query: ToolsQuery;
  readonly onChange: (query: ToolsQuery) => void;
}

/** One chip for each state that occurs, with how many tools are in it; several together show any of them. */
export function StateChips({ tools, query, onChange }: StateChipsProps) {
  const counts = useMemo(() => {
    const found = countStates(toolsMatching(tools, { ...query, states: [] }));
    const gone = query.states.filter((state) => !found.some(([one]) => one === state));
    return [...found, ...gone.map((state) => [state, 0] as const)];
  }, [tools, query]);
  const toggle = (state: Tool['state']): void => {
    const isOn = query.states.includes(state);
    onChange({ ...query, states: isOn ? query.states.filter((one) => one !== state) : [...query.states, state] });
  };
  return (
    <div role="group" aria-label="States" className={styles.chips}>
      {counts.map(([state, count]) => (
        <button
          key={state}
          type="button"
          className={styles.chip}
          aria-pressed={query.states.includes(state)}
          onClick={() => toggle(state)}
        >
          {toolStateWord(state)}
          <span className={styles.count}>{formatCount(count)}</span>
        </button>
      ))}
    </div>
  );
}
