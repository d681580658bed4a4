import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';
import { Button } from '../../ui/button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Field } from '../../ui/field.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import styles from './client-detail.module.css';

/** Makes a token when asked to, and shows it this once. */
export function NewToken() {
  const [name, setName] = useState('');
  const [made, setMade] = useState<{ readonly name: string; readonly token: string }>();
  const [failure, setFailure] = useState<string>();
  const create = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') return setFailure('Say first which app the token is for: the log names it so.');
    try {
      setMade({ name: wanted, token: await app.clients.createToken(wanted) });
      setFailure(undefined);
      setName('');
    } catch (error) {
      setFailure(sentenceOf(error));
    }
  };
  return (
    <>
      <form className={styles.form} onSubmit={(event) => void create(event)}>
        <Field
          label="Name of the app"
          placeholder="my-app"
          maxLength={64}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit">Create a token</Button>
      </form>
      {failure !== undefined && <InlineFailure text={failure} onDismiss={() => setFailure(undefined)} />}
      {made && (
        <div role="status" className={styles.section}>
          <p className={styles.reason}>
            The token of {made.name}. It is shown this once: put it into the app now, as the header
          </p>
          <CopyText text={`Authorization: Bearer ${made.token}`} label="Copy the header" />
        </div>
      )}
    </>
  );
}
