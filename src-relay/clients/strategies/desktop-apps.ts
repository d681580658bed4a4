import { join } from 'node:path';
import { jsonFormat } from '../formats/json-format.ts';
import { appData, authorization, commandOf, fileIfTraced, localAppData, type ClientStrategy } from './strategy.ts';

const CLAUDE_FILE = 'claude_desktop_config.json';

/**
 * Claude Desktop takes entries that start a program only: one with a `url` is skipped (spec/clients.md). The build of the
 * Windows store reads a file of its own, in the folder that Windows puts in place of %APPDATA% for it.
 */
export const CLAUDE_DESKTOP: ClientStrategy = {
  id: 'claude-desktop',
  title: 'Claude Desktop',
  format: jsonFormat('strict'),
  section: 'mcpServers',
  transports: ['stdio'],
  references: 'none',
  files(places, look) {
    const folder = join(appData(places), 'Claude');
    const classic = look.exists(folder) ? [join(folder, CLAUDE_FILE)] : [];
    if (places.platform !== 'win32') return classic;
    const packages = join(localAppData(places), 'Packages');
    const stores = look
      .list(packages)
      .filter((name) => name.startsWith('Claude_'))
      .map((name) => join(packages, name, 'LocalCache', 'Roaming'))
      .filter((roaming) => look.exists(roaming))
      .map((roaming) => join(roaming, 'Claude', CLAUDE_FILE));
    return [...classic, ...stores.toSorted()];
  },
  entry: (_transport, relay) => commandOf('claude-desktop', relay),
  processes: { darwin: ['Claude'], win32: ['Claude.exe', 'claude.exe'], linux: ['claude-desktop', 'Claude'] },
  rewritesItsFile: true,
  afterwards: 'Quit Claude Desktop and start it again.',
};

/** It is connected by the bridge, which starts the relay where none runs and outlives its restarts. */
export const CURSOR: ClientStrategy = {
  id: 'cursor',
  title: 'Cursor',
  format: jsonFormat('relaxed'),
  section: 'mcpServers',
  transports: ['stdio', 'http'],
  references: 'env-prefix',
  files: ({ home }, look) => fileIfTraced(look, join(home, '.cursor', 'mcp.json'), join(home, '.cursor')),
  entry: (transport, relay) =>
    transport === 'stdio' ? commandOf('cursor', relay) : { url: relay.url, headers: authorization(relay) },
  processes: { darwin: ['Cursor'], win32: ['Cursor.exe'], linux: ['cursor', 'Cursor'] },
  rewritesItsFile: false,
  afterwards: 'Cursor takes it up by itself; it may ask whether to enable the server.',
};

/** Each profile of VS Code may have a file of its own beside that of the default profile. */
export const VSCODE: ClientStrategy = {
  id: 'vscode',
  title: 'VS Code',
  format: jsonFormat('relaxed'),
  section: 'servers',
  transports: ['http', 'stdio'],
  references: 'env-prefix',
  files(places, look) {
    return ['Code', 'Code - Insiders'].flatMap((product) => {
      const user = join(appData(places), product, 'User');
      if (!look.exists(user)) return [];
      const profiles = look
        .list(join(user, 'profiles'))
        .map((profile) => join(user, 'profiles', profile, 'mcp.json'))
        .filter((file) => look.exists(file));
      return [join(user, 'mcp.json'), ...profiles.toSorted()];
    });
  },
  entry: (transport, relay) =>
    transport === 'stdio'
      ? { type: 'stdio', ...commandOf('vscode', relay) }
      : { type: 'http', url: relay.url, headers: authorization(relay) },
  processes: { darwin: ['Code'], win32: ['Code.exe', 'Code - Insiders.exe'], linux: ['code', 'code-insiders'] },
  rewritesItsFile: false,
  afterwards: 'VS Code takes it up by itself; start the server there if it asks.',
};

export const WINDSURF: ClientStrategy = {
  id: 'windsurf',
  title: 'Windsurf',
  format: jsonFormat('relaxed'),
  section: 'mcpServers',
  transports: ['http', 'stdio'],
  references: 'env-prefix',
  files({ home }, look) {
    const folder = join(home, '.codeium', 'windsurf');
    return fileIfTraced(look, join(folder, 'mcp_config.json'), folder);
  },
  entry: (transport, relay) =>
    transport === 'stdio' ? commandOf('windsurf', relay) : { serverUrl: relay.url, headers: authorization(relay) },
  processes: { darwin: ['Windsurf'], win32: ['Windsurf.exe'], linux: ['windsurf'] },
  rewritesItsFile: false,
  afterwards: 'Refresh the servers in Windsurf, or start it again.',
};

/** `source: custom` is what Zed writes itself beside a command; extensions' entries have none. */
export const ZED: ClientStrategy = {
  id: 'zed',
  title: 'Zed',
  format: jsonFormat('relaxed'),
  section: 'context_servers',
  transports: ['stdio', 'http'],
  references: 'none',
  files(places, look) {
    const { home, platform, env } = places;
    const base = platform === 'darwin' ? join(home, '.config') : appData(places);
    const folder = platform === 'win32' ? join(base, 'Zed') : join(env.XDG_CONFIG_HOME || base, 'zed');
    return fileIfTraced(look, join(folder, 'settings.json'), folder);
  },
  entry: (transport, relay) =>
    transport === 'stdio'
      ? { source: 'custom', ...commandOf('zed', relay) }
      : { url: relay.url, headers: authorization(relay) },
  processes: { darwin: ['zed'], win32: ['Zed.exe', 'zed.exe'], linux: ['zed-editor'] },
  rewritesItsFile: true,
  afterwards: 'Zed takes it up by itself.',
};

export const LM_STUDIO: ClientStrategy = {
  id: 'lm-studio',
  title: 'LM Studio',
  format: jsonFormat('relaxed'),
  section: 'mcpServers',
  transports: ['http', 'stdio'],
  references: 'none',
  files: ({ home }, look) => fileIfTraced(look, join(home, '.lmstudio', 'mcp.json'), join(home, '.lmstudio')),
  entry: (transport, relay) =>
    transport === 'stdio' ? commandOf('lm-studio', relay) : { url: relay.url, headers: authorization(relay) },
  processes: { darwin: ['LM Studio'], win32: ['LM Studio.exe'], linux: ['lm-studio'] },
  rewritesItsFile: true,
  afterwards: 'LM Studio takes it up by itself; switch the server on in a chat.',
};

/** Kiro takes addresses without TLS for localhost alone: the bridge needs none. */
export const KIRO: ClientStrategy = {
  id: 'kiro',
  title: 'Kiro',
  format: jsonFormat('relaxed'),
  section: 'mcpServers',
  transports: ['stdio', 'http'],
  references: 'shell',
  files: ({ home }, look) => fileIfTraced(look, join(home, '.kiro', 'settings', 'mcp.json'), join(home, '.kiro')),
  entry: (transport, relay) =>
    transport === 'stdio' ? commandOf('kiro', relay) : { url: relay.url, headers: authorization(relay) },
  processes: { darwin: ['Kiro'], win32: ['Kiro.exe'], linux: ['kiro'] },
  rewritesItsFile: false,
  afterwards: 'Kiro takes it up by itself.',
};

/** The extension keeps its file with VS Code's, the command-line tool in ~/.cline. */
export const CLINE: ClientStrategy = {
  id: 'cline',
  title: 'Cline',
  format: jsonFormat('strict'),
  section: 'mcpServers',
  transports: ['http', 'stdio'],
  references: 'env-prefix',
  files(places, look) {
    const { home, env } = places;
    const name = 'cline_mcp_settings.json';
    const extension = join(appData(places), 'Code', 'User', 'globalStorage', 'saoudrizwan.claude-dev');
    const data = env.CLINE_DATA_DIR || join(env.CLINE_DIR || join(home, '.cline'), 'data');
    const named = env.CLINE_MCP_SETTINGS_PATH;
    return [
      ...fileIfTraced(look, join(extension, 'settings', name), extension),
      ...(named ? [named] : fileIfTraced(look, join(data, 'settings', name), data)),
    ];
  },
  entry: (transport, relay) =>
    transport === 'stdio'
      ? { type: 'stdio', ...commandOf('cline', relay) }
      : { type: 'streamableHttp', url: relay.url, headers: authorization(relay) },
  processes: { darwin: ['Code'], win32: ['Code.exe'], linux: ['code', 'cline'] },
  rewritesItsFile: true,
  afterwards: 'Cline takes it up by itself.',
};
