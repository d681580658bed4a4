import { type FormEvent, useState } from 'react';
import { type CallQuery, boundsOf } from '../../../state/calls/query.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { changeQuery } from '../open-call.ts';
import { without } from './change.ts';
import styles from './custom-time.module.css';
import { fromInput, toInput } from './time-input.ts';

/** Bounds of one's own: from, until, or both. */
export function CustomTime({ query, onDone }: { readonly query: CallQuery; readonly onDone: () => void }) {
  const bounds = typeof query.time === 'string' ? {} : boundsOf(query.time, 0);
  const [from, setFrom] = useState(toInput(bounds.since));
  const [until, setUntil] = useState(toInput(bounds.until));
  const since = fromInput(from);
  const before = fromInput(until);
  const problem =
    since !== undefined && before !== undefined && before <= since ? 'This is before the beginning.' : undefined;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (problem !== undefined) return;
    const time = { ...(since !== undefined && { since }), ...(before !== undefined && { until: before }) };
    changeQuery(since === undefined && before === undefined ? without(query, 'time') : { ...query, time });
    onDone();
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label="From" type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
      <Field
        label="Until"
        type="datetime-local"
        value={until}
        problem={problem}
        onChange={(event) => setUntil(event.target.value)}
      />
      <Button type="submit" kind="primary" className={styles.submit} disabled={problem !== undefined}>
        Show these calls
      </Button>
    </form>
  );
}
