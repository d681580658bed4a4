import { isSecretName } from '../../config/secrets.ts';

/** A name for a secret in the store that is free there, or holds this value already. */
export function secretNameFor(
  server: string,
  place: string,
  value: string,
  taken: ReadonlyMap<string, string>,
): string {
  const words = `${server}-${place}`
    .replaceAll(/[^A-Za-z0-9._-]+/gu, '-')
    .replace(/^[^A-Za-z0-9]+/u, '')
    .slice(0, 58);
  const base = isSecretName(words) ? words : 'secret';
  let name = base;
  for (let count = 2; taken.has(name) && taken.get(name) !== value; count += 1) name = `${base}-${count}`;
  return name;
}
