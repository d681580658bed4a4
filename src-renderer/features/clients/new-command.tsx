import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Field } from '../../ui/field.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import styles from './client-detail.module.css';

interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** Lets an app in under a name, and shows the command that it starts. */
export function NewCommand({ command }: { readonly command: Command }) {
  const [name, setName] = useState('');
  const [made, setMade] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const create = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') return setFailure('Say first which app it is for: the log names it so.');
    try {
      await app.clients.letIn(wanted);
      setMade(wanted);
      setFailure(undefined);
    } catch (error) {
      setFailure(sentenceOf(error));
    }
  };
  return (
    <>
      <p className={styles.quiet}>
        It starts a bridge, which finds the relay by itself. There is no token in the command.
      </p>
      <form className={styles.form} onSubmit={(event) => void create(event)}>
        <Field
          label="Name of this app"
          placeholder="my-app"
          maxLength={64}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit">Show the command</Button>
      </form>
      {failure !== undefined && <InlineFailure text={failure} onDismiss={() => setFailure(undefined)} />}
      {made !== undefined && (
        <div role="status" className={styles.command}>
          <code>{commandLine(command, made)}</code>
          <CopyButton text={commandLine(command, made)} label="Copy the command" />
        </div>
      )}
    </>
  );
}

/** The command as a shell takes it. */
function commandLine({ program, args }: Command, name: string): string {
  return [program, ...args, 'connect', '--client', name].map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./\\-]+$/u.test(word) ? word : `"${word.replaceAll('"', String.raw`\"`)}"`;
}
