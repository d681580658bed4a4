import { text } from 'node:stream/consumers';
import { createDataFolder } from '../../config/data-folder.ts';
import { isSecretName, readSecrets, writeSecrets } from '../../config/secrets.ts';
import { withFileLock } from '../../store/file-lock.ts';
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
  const { folder } = workplace();
  createDataFolder(folder);
  withFileLock(folder.secrets, () =>
    writeSecrets(folder.secrets, new Map(readSecrets(folder.secrets)).set(name, value)),
  );
  process.stderr.write(`Stored in ${folder.secrets} (readable by you alone). Use it as \${secret:${name}}.\n`);
  return EXIT.done;
}

/** `secret list`: names only. */
export function listSecretsCommand(): number {
  for (const name of readSecrets(workplace().folder.secrets).keys()) print(name);
  return EXIT.done;
}

/** `secret remove NAME` */
export function removeSecretCommand(name: string): number {
  const { folder } = workplace();
  const secrets = new Map(readSecrets(folder.secrets));
  if (!secrets.delete(name)) {
    process.stderr.write(`There is no secret ${name}. See: mcp-relay secret list\n`);
    return EXIT.failed;
  }
  writeSecrets(folder.secrets, secrets);
  return EXIT.done;
}
