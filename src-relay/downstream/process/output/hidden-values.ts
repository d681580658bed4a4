/** Names of variables that hold credentials, whatever these look like. */
const CREDENTIAL_NAME = /key|token|secret|passw|pwd|credential|auth(?!or)|cookie/iu;
/** An address with a password in it. */
const ADDRESS_WITH_PASSWORD = /:\/\/[^/\s@]*:[^/\s@]+@/u;
/** Shorter values would be found in words that mean something else, in characters. */
const SHORTEST = 8;
const SHORTEST_SECRET = 4;

/**
 * The values that must not stand in clear anywhere, with what stands for them.
 * @param environment of a server: what its names call credentials is hidden
 * @param secrets values that are secrets for sure
 */
export function hiddenValues(
  environment: Readonly<Record<string, string>>,
  secrets: readonly string[] = [],
): ReadonlyMap<string, string> {
  const hidden = new Map<string, string>();
  for (const secret of secrets) if (secret.length >= SHORTEST_SECRET) hidden.set(secret, '<SECRET>');
  for (const [name, value] of Object.entries(environment)) {
    const isCredential = CREDENTIAL_NAME.test(name) || ADDRESS_WITH_PASSWORD.test(value);
    if (isCredential && value.length >= SHORTEST) hidden.set(value, `<${name}>`);
  }
  return hidden;
}
