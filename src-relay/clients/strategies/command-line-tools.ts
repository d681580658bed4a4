import { join } from 'node:path';
import { jsonFormat } from '../formats/json-format.ts';
import { tomlFormat } from '../formats/toml-format.ts';
import { authorization, commandOf, fileIfTraced, type ClientStrategy } from './strategy.ts';

/**
 * Claude Code keeps its servers within the live state of the app: its own command is preferred (`claude mcp add-json`). All
 * that stands in that command's arguments is seen by other users of the machine, so no token may, and the bridge is taken.
 */
export const CLAUDE_CODE: ClientStrategy = {
  id: 'claude-code',
  title: 'Claude Code',
  format: jsonFormat('strict'),
  section: 'mcpServers',
  transports: ['stdio', 'http'],
  references: 'shell',
  files({ home, env }, look) {
    const folder = env.CLAUDE_CONFIG_DIR;
    return folder
      ? fileIfTraced(look, join(folder, '.claude.json'), folder)
      : fileIfTraced(look, join(home, '.claude.json'), join(home, '.claude'));
  },
  entry: (transport, relay) =>
    transport === 'stdio'
      ? { type: 'stdio', ...commandOf('claude-code', relay) }
      : { type: 'http', url: relay.url, headers: authorization(relay) },
  processes: { darwin: ['claude'], win32: [], linux: ['claude'] },
  rewritesItsFile: true,
  afterwards: 'Sessions that run take it up when they are started again.',
};

/** `httpUrl` is read by every release; `url` with a `type` by newer ones alone, and as SSE by older ones. */
export const GEMINI_CLI: ClientStrategy = {
  id: 'gemini-cli',
  title: 'Gemini CLI',
  format: jsonFormat('relaxed'),
  section: 'mcpServers',
  transports: ['http', 'stdio'],
  references: 'shell',
  files: ({ home }, look) => fileIfTraced(look, join(home, '.gemini', 'settings.json'), join(home, '.gemini')),
  entry: (transport, relay) =>
    transport === 'stdio' ? commandOf('gemini-cli', relay) : { httpUrl: relay.url, headers: authorization(relay) },
  processes: { darwin: ['gemini'], win32: [], linux: ['gemini'] },
  rewritesItsFile: true,
  afterwards: 'Sessions that run take it up when they are started again.',
};

export const CODEX: ClientStrategy = {
  id: 'codex',
  title: 'Codex',
  format: tomlFormat,
  section: 'mcp_servers',
  transports: ['http', 'stdio'],
  references: 'none',
  files({ home, env }, look) {
    const folder = env.CODEX_HOME || join(home, '.codex');
    return fileIfTraced(look, join(folder, 'config.toml'), folder);
  },
  entry: (transport, relay) =>
    transport === 'stdio' ? commandOf('codex', relay) : { url: relay.url, http_headers: authorization(relay) },
  processes: { darwin: ['codex'], win32: ['codex.exe'], linux: ['codex'] },
  rewritesItsFile: false,
  afterwards: 'Sessions that run take it up when they are started again.',
};

/** It offers no tool of a server whose entry does not name its tools. */
export const COPILOT_CLI: ClientStrategy = {
  id: 'copilot-cli',
  title: 'GitHub Copilot CLI',
  format: jsonFormat('relaxed'),
  section: 'mcpServers',
  transports: ['http', 'stdio'],
  references: 'shell',
  files({ home, env }, look) {
    const folder = env.COPILOT_HOME || join(home, '.copilot');
    return fileIfTraced(look, join(folder, 'mcp-config.json'), folder);
  },
  entry: (transport, relay) =>
    transport === 'stdio'
      ? { type: 'local', ...commandOf('copilot-cli', relay), tools: ['*'] }
      : { type: 'http', url: relay.url, headers: authorization(relay), tools: ['*'] },
  processes: { darwin: ['copilot'], win32: ['copilot.exe'], linux: ['copilot'] },
  rewritesItsFile: false,
  afterwards: 'Sessions that run take it up when they are started again.',
};
