import { CLIENT_IDS, type ClientId } from '../types.ts';
import { CLAUDE_CODE, CODEX, COPILOT_CLI, GEMINI_CLI } from './command-line-tools.ts';
import { CLAUDE_DESKTOP, CLINE, CURSOR, KIRO, LM_STUDIO, VSCODE, WINDSURF, ZED } from './desktop-apps.ts';
import type { ClientStrategy } from './strategy.ts';

const STRATEGIES: { readonly [id in ClientId]: ClientStrategy } = {
  'claude-desktop': CLAUDE_DESKTOP,
  cursor: CURSOR,
  'claude-code': CLAUDE_CODE,
  vscode: VSCODE,
  windsurf: WINDSURF,
  zed: ZED,
  'gemini-cli': GEMINI_CLI,
  codex: CODEX,
  cline: CLINE,
  'lm-studio': LM_STUDIO,
  'copilot-cli': COPILOT_CLI,
  kiro: KIRO,
};

/** Every client that is known, in the order in which people are shown them. */
export const ALL_STRATEGIES: readonly ClientStrategy[] = CLIENT_IDS.map((id) => STRATEGIES[id]);

export function strategyOf(id: ClientId): ClientStrategy {
  return STRATEGIES[id];
}
