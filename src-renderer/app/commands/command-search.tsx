import { type KeyboardEvent, type Ref, useId, useMemo, useState } from 'react';
import { useConnection, useServers, useTools } from '../../state/hooks.ts';
import { rowAfterKey } from '../../ui/list-keys.ts';
import styles from './command-palette.module.css';
import { CommandRow } from './command-row.tsx';
import { commandsOf, findCommands } from './commands.ts';
import { setPalette } from './palette-state.ts';
import { runCommand } from './run-command.ts';

/** The field and the list of the command search. The focus stays in the field, which the keys go through. */
export function CommandSearch({ input }: { readonly input: Ref<HTMLInputElement> }) {
  const id = useId();
  const servers = useServers((s) => s.servers);
  const tools = useTools((s) => s.tools);
  const live = useConnection((s) => s.connection === 'live');
  const paused = useConnection((s) => s.status?.pausedUntil != null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const commands = useMemo(
    () => commandsOf({ servers: servers ?? [], tools: tools ?? [], live, paused }),
    [servers, tools, live, paused],
  );
  const found = useMemo(() => findCommands(commands, text), [commands, text]);
  const active = Math.min(at, found.length - 1);

  const run = (index: number): void => {
    const command = found[index];
    if (!command) return;
    setPalette(false);
    runCommand(command.act);
  };
  const press = (event: KeyboardEvent): void => {
    const next =
      event.key === 'Home' || event.key === 'End' ? undefined : rowAfterKey(event.key, active, found.length, 8);
    if (next !== undefined) setAt(next);
    else if (event.key === 'Enter') run(active);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={`${id}-${active}`}
        aria-label="Search screens, servers, tools and commands"
        placeholder="Search screens, servers, tools, calls…"
        className={styles.input}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <ul id={id} role="listbox" aria-label="Commands" className={styles.list}>
        {found.map((command, index) => (
          <CommandRow
            key={command.id}
            id={`${id}-${index}`}
            command={command}
            active={index === active}
            onPick={() => run(index)}
          />
        ))}
      </ul>
    </>
  );
}
