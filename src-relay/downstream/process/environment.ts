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
