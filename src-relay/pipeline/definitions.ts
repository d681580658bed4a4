import type { ToolDefinition } from '../downstream/list-tools.ts';
import { decide } from '../policy/decide.ts';
import type { InspectedTool, Inspection } from '../registry/entry.ts';
import { toolHash } from '../registry/identity.ts';
import type { Scanner } from './scanner.ts';

/**
 * Scans tool definitions. A verdict belongs to a definition and the rules that gave it, so that nothing is scanned twice
 * and everything is scanned again when the rules change; a scanner's failure is not remembered.
 */
export class DefinitionInspector {
  readonly #scanner: Scanner;
  readonly #verdicts = new Map<string, Inspection>();

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
  }

  async inspect(server: string, tools: readonly ToolDefinition[], isHidden: boolean): Promise<InspectedTool[]> {
    const inspected: InspectedTool[] = [];
    for (const tool of tools) {
      const hash = toolHash(server, tool.source);
      const inspection: Inspection = isHidden ? { outcome: 'bypassed' } : await this.#verdict(server, tool, hash);
      inspected.push({ ...tool, hash, inspection });
    }
    return inspected;
  }

  async #verdict(server: string, tool: ToolDefinition, hash: string): Promise<Inspection> {
    const key = `${hash}@${this.#scanner.version}`;
    const known = this.#verdicts.get(key);
    if (known) return known;
    const { name, source, value } = tool;
    const report = await this.#scanner.scan({ direction: 'definition', server, tool: name, source, value });
    if (report.failure !== undefined) return { outcome: 'error', reason: report.failure };
    const decision = decide(report.findings, 'definition');
    const isRisk = decision.verdict === 'block' || decision.verdict === 'ask';
    const inspection: Inspection = isRisk
      ? { outcome: 'risk', reason: decision.reason ?? 'It was found unsafe.' }
      : { outcome: 'clear' };
    this.#verdicts.set(key, inspection);
    return inspection;
  }
}
