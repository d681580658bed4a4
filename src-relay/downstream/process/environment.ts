/**
 * Variables a child gets from the relay's own environment: the list of the MCP SDK's getDefaultEnvironment, repeated here
 * so that a cold start does not load the SDK. A test holds the two together.
 */
const INHERITED_VARIABLES: readonly string[] =
  process.platform === 'win32'
    ? [
        'APPDATA',
        'HOMEDRIVE',
        'HOMEPATH',
        'LOCALAPPDATA',
        'PATH',
        'PROCESSOR_ARCHITECTURE',
        'SYSTEMDRIVE',
        'SYSTEMROOT',
        'TEMP',
        'USERNAME',
        'USERPROFILE',
        'PROGRAMFILES',
      ]
    : ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER'];

/** The environment of a child before its own `env` is added. */
export function defaultEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const name of INHERITED_VARIABLES) {
    const value = env[name];
    // Shell functions in variables are code (Shellshock).
    if (value !== undefined && !value.startsWith('()')) chosen[name] = value;
  }
  return chosen;
}

/** Environments one over the other, the last one wins. On Windows `Path` and `PATH` are one variable. */
export function mergeEnvironments(
  platform: NodeJS.Platform,
  ...environments: readonly Readonly<Record<string, string>>[]
): Record<string, string> {
  const merged: Record<string, string> = {};
  const names = new Map<string, string>();
  for (const [name, value] of environments.flatMap((environment) => Object.entries(environment))) {
    const key = platform === 'win32' ? name.toUpperCase() : name;
    const before = names.get(key);
    if (before !== undefined && before !== name) delete merged[before];
    names.set(key, name);
    merged[name] = value;
  }
  return merged;
}

/** The value of a variable, by the rules of the platform for its name. */
export function variableIn(
  environment: Readonly<Record<string, string>>,
  name: string,
  platform: NodeJS.Platform,
): string | undefined {
  if (platform !== 'win32') return environment[name];
  return Object.entries(environment).find(([key]) => key.toUpperCase() === name)?.[1];
}
