import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import type { CallQuery } from '../../../state/calls/query.ts';
import { useCalls } from '../../../state/hooks.ts';
import { rowAfterKey } from '../../../ui/list-keys.ts';
import { changeQuery } from '../open-call.ts';
import { toggled } from './change.ts';
import { CustomTime } from './custom-time.tsx';
import styles from './filter-picker.module.css';
import { type FilterKind, KIND_TITLES, KINDS, narrow, optionsOf } from './kinds.ts';
import { PickerRow } from './picker-row.tsx';

/** Most values shown at once; typing finds the others. */
const MOST_SHOWN = 100;

/** Chooses first a kind of filter, then values; typing searches through all of them. */
export function FilterPicker({ query, onDone }: { readonly query: CallQuery; readonly onDone: () => void }) {
  const id = useId();
  const facets = useCalls((s) => s.facets);
  const [kind, setKind] = useState<FilterKind>();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const options = useMemo(() => optionsOf(query, facets), [query, facets]);
  const shown = useMemo(() => narrow(options, kind, text).slice(0, MOST_SHOWN), [options, kind, text]);
  const choosingKind = kind === undefined && text.trim() === '';
  const count = choosingKind ? KINDS.length : shown.length;
  const active = Math.min(at, Math.max(0, count - 1));

  const go = (to: FilterKind | undefined): void => {
    setKind(to);
    setText('');
    setAt(0);
  };
  const pick = (index: number): void => {
    setAt(index);
    const option = shown[index];
    if (choosingKind) go(KINDS[index]);
    else if (option) changeQuery(toggled(query, option));
  };
  const press = (event: KeyboardEvent): void => {
    const next = event.key === 'Home' || event.key === 'End' ? undefined : rowAfterKey(event.key, active, count, 8);
    if (next !== undefined) setAt(next);
    else if (event.key === 'Enter') pick(active);
    else if (event.key === 'Backspace' && text === '' && kind !== undefined) go(undefined);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.picker}>
      <input
        type="text"
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={count > 0 ? `${id}-${active}` : undefined}
        aria-label={kind === undefined ? 'Find a filter' : `Find: ${KIND_TITLES[kind].toLowerCase()}`}
        placeholder={kind === undefined ? 'Filter by…' : `${KIND_TITLES[kind]}…`}
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
      <ul id={id} role="listbox" aria-multiselectable aria-label="Filters" className={styles.list}>
        {choosingKind
          ? KINDS.map((one, index) => (
              <PickerRow key={one} id={`${id}-${index}`} active={index === active} opens onPick={() => pick(index)}>
                {KIND_TITLES[one]}
              </PickerRow>
            ))
          : shown.map((option, index) => (
              <PickerRow
                key={`${option.kind} ${option.value}`}
                id={`${id}-${index}`}
                active={index === active}
                option={option}
                kindTitle={kind === undefined ? KIND_TITLES[option.kind] : undefined}
                onPick={() => pick(index)}
              />
            ))}
      </ul>
      {count === 0 && <p className={styles.none}>No call in the log has such a name.</p>}
      {kind === 'time' && <CustomTime query={query} onDone={onDone} />}
    </div>
  );
}
