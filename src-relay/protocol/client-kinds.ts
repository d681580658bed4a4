/** AI clients that are known by name (spec/clients.md). */
export const CLIENT_IDS = [
  'claude-desktop',
  'cursor',
  'claude-code',
  'vscode',
  'windsurf',
  'zed',
  'gemini-cli',
  'codex',
  'cline',
  'lm-studio',
  'copilot-cli',
  'kiro',
] as const;

export type ClientId = (typeof CLIENT_IDS)[number];

/**
 * How a client's file stands. `bypassed`: connected, with other servers beside the relay's entry. `stale`: our entry is there,
 * with an old path, port or token. `broken`: the file cannot be read.
 */
export const CLIENT_STATES = ['not-connected', 'connected', 'bypassed', 'stale', 'broken'] as const;
export type ClientState = (typeof CLIENT_STATES)[number];

/** What can be done to a client's file. */
export const CLIENT_ACTIONS = ['connect', 'disconnect', 'repair', 'undo'] as const;
export type ClientAction = (typeof CLIENT_ACTIONS)[number];
