import type { RealClient } from './real-client.ts';

const PROMPT = 'Call the echo tool.';
const NO_KEY = 'no-key';

/** The native programs of the clients lie in packages of their own, one for each system. */
const SYSTEM = `${process.platform}-${process.arch}`;

const claudeEnv = (modelUrl: string): Record<string, string> => ({
  ANTHROPIC_BASE_URL: modelUrl,
  ANTHROPIC_API_KEY: NO_KEY,
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  // Else it names the tools to the model only when that searches for them.
  ENABLE_TOOL_SEARCH: 'false',
});

const claudeCode: RealClient = {
  id: 'claude-code',
  title: 'Claude Code',
  package: '@anthropic-ai/claude-code',
  program: `@anthropic-ai/claude-code-${SYSTEM}/claude`,
  isScript: false,
  rewrites: 'notes of its own (when it ran, who for)',
  file: '.claude.json',
  before: `{
  "theme": "light-daltonized",
  "mcpServers": {
    "own": { "type": "stdio", "command": "/bin/false", "args": ["é"] }
  }
}
`,
  entryKinds: ['stdio', 'http'],
  list: {
    words: 'claude mcp list',
    run: (modelUrl) => ({ args: ['mcp', 'list'], env: claudeEnv(modelUrl) }),
    says: /mcp-security-relay: .* Connected/u,
  },
  prompt: {
    words: 'claude -p',
    run: (modelUrl) => ({
      args: ['-p', PROMPT, '--allowedTools', 'mcp__mcp-security-relay__echo'],
      env: claudeEnv(modelUrl),
    }),
  },
};

const geminiEnv = (modelUrl: string): Record<string, string> => ({
  GEMINI_API_KEY: NO_KEY,
  GOOGLE_GEMINI_BASE_URL: modelUrl,
  // Servers are left out in a folder that nobody has said they trust.
  GEMINI_CLI_TRUST_WORKSPACE: 'true',
});

const geminiCli: RealClient = {
  id: 'gemini-cli',
  title: 'Gemini CLI',
  package: '@google/gemini-cli',
  program: '.bin/gemini',
  isScript: true,
  file: '.gemini/settings.json',
  before: `{
\t// how it signs in
\t"security": { "auth": { "selectedType": "gemini-api-key" } },
\t"privacy": { "usageStatisticsEnabled": false },
\t"general": { "enableAutoUpdate": false },
\t"mcpServers": { "own": { "command": "/bin/false" } }
}
`,
  entryKinds: ['http', 'stdio'],
  list: {
    words: 'gemini mcp list',
    run: (modelUrl) => ({ args: ['mcp', 'list'], env: geminiEnv(modelUrl) }),
    says: /mcp-security-relay: .* Connected/u,
  },
  prompt: {
    words: 'gemini -p',
    run: (modelUrl) => ({
      args: ['-p', PROMPT, '--model', 'gemini-2.5-flash', '--approval-mode', 'yolo'],
      env: geminiEnv(modelUrl),
    }),
  },
};

const codex: RealClient = {
  id: 'codex',
  title: 'Codex',
  package: '@openai/codex',
  program: '.bin/codex',
  isScript: true,
  file: '.codex/config.toml',
  before: `# what I like
check_for_update_on_startup = false

[analytics]
enabled = false

[mcp_servers.own] # mine
command = "/bin/false"
`,
  entryKinds: ['http', 'stdio'],
  prompt: {
    words: 'codex exec',
    run: (modelUrl) => ({
      args: [
        'exec',
        '--skip-git-repo-check',
        '--dangerously-bypass-approvals-and-sandbox',
        '--config=model="fake"',
        '--config=model_provider="fake"',
        `--config=model_providers.fake={name="fake",base_url="${modelUrl}/v1",wire_api="responses",env_key="FAKE_KEY"}`,
        PROMPT,
      ],
      env: { FAKE_KEY: NO_KEY },
    }),
  },
};

const copilotCli: RealClient = {
  id: 'copilot-cli',
  title: 'GitHub Copilot CLI',
  package: '@github/copilot',
  program: `@github/copilot-${SYSTEM}/copilot`,
  isScript: false,
  file: '.copilot/mcp-config.json',
  before: `{ "mcpServers": { "own": { "type": "local", "command": "/bin/false", "args": [], "tools": ["*"] } } }`,
  entryKinds: ['http', 'stdio'],
  prompt: {
    words: 'copilot -p',
    run: (modelUrl) => ({
      args: ['-p', PROMPT, '--allow-all-tools'],
      env: {
        COPILOT_OFFLINE: 'true',
        COPILOT_AUTO_UPDATE: 'false',
        COPILOT_MODEL: 'claude-sonnet-4',
        COPILOT_PROVIDER_TYPE: 'anthropic',
        COPILOT_PROVIDER_BASE_URL: modelUrl,
        COPILOT_PROVIDER_API_KEY: NO_KEY,
      },
    }),
  },
};

export const REAL_CLIENTS: readonly RealClient[] = [claudeCode, geminiCli, codex, copilotCli];
