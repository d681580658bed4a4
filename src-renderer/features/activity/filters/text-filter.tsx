import { useEffect, useRef, useState } from 'react';
import type { CallQuery } from '../../../state/calls/query.ts';
import { Field } from '../../../ui/field.tsx';
import { changeQuery } from '../open-call.ts';
import { without } from './change.ts';
import styles from './text-filter.module.css';

const TYPING_MS = 150;

/** Narrows the list by text in names and reasons, a moment after the last key. */
export function TextFilter({ query }: { readonly query: CallQuery }) {
  const said = query.text ?? '';
  const [text, setText] = useState(said);
  const [seen, setSeen] = useState(said);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address changed by other means: a link, "Clear all".
  if (seen !== said) {
    setSeen(said);
    if (text.trim() !== said) setText(said);
  }
  const latest = useRef(query);
  useEffect(() => {
    latest.current = query;
  }, [query]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const type = (next: string): void => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const wanted = next.trim();
      changeQuery(wanted === '' ? without(latest.current, 'text') : { ...latest.current, text: wanted });
    }, TYPING_MS);
  };

  return (
    <Field
      label="Filter by name or reason"
      quietLabel
      type="search"
      placeholder="Filter by name or reason"
      data-filter
      maxLength={200}
      className={styles.filter}
      value={text}
      onChange={(event) => type(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') type('');
        else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') focusList();
        else return;
        event.preventDefault();
      }}
    />
  );
}

function focusList(): void {
  const list = document.querySelector('[data-list]');
  if (list instanceof HTMLElement) list.focus();
}
