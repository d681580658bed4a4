import { text } from 'node:stream/consumers';
import { createDataFolder } from '../../config/data-folder.ts';
import { isSecretName } from '../../config/secrets.ts';
import { EXIT, UsageError } from '../exit.ts';
import { print } from '../print.ts';
import { workplace } from '../../host/workplace.ts';

/** `secret set NAME`: the value comes from standard input, never from the command line that others can see. */
export async function setSecretCommand(name: string): Promise<number> {
  if (!isSecretName(name)) {
    throw new UsageError('A secret name has 1 to 64 letters, digits, dots, dashes or underscores.');
  }
  if (process.stdin.isTTY) process.stderr.write('Type the value, then Enter and Ctrl-D:\n');
  const value = (await text(process.stdin)).replace(/\r?\n$/u, '');
  if (value === '') throw new UsageError('No value came on standard input.');
  const { folder, secrets } = workplace();
  createDataFolder(folder);
  await secrets.set(name, value);
  process.stderr.write(`Stored in ${folder.secrets} (readable by you alone). Use it as \${secret:${name}}.\n`);
  return EXIT.done;
}

/** `secret list`: names only. */
export async function listSecretsCommand(): Promise<number> {
  // What the relay itself keeps there is no value for a configuration.
  for (const name of await workplace().secrets.keys()) if (isSecretName(name)) print(name);
  return EXIT.done;
}

/** `secret remove NAME` */
export async function removeSecretCommand(name: string): Promise<number> {
  if (isSecretName(name) && (await workplace().secrets.remove(name))) return EXIT.done;
  process.stderr.write(`There is no secret ${name}. See: mcp-relay secret list\n`);
  return EXIT.failed;
}
