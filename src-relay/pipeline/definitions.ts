import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ToolDefinition } from '../downstream/lists/offer.ts';
import { decide } from '../policy/decide.ts';
import { applyEdits } from '../protocol/edits.ts';
import { isJsonObject, parseJson } from '../protocol/json.ts';
import type { InspectedTool, Inspection } from '../registry/entry.ts';
import { toolHash } from '../registry/identity.ts';
import { PlaceholderSession } from '../scan/placeholders.ts';
import { MaskableText } from './masking.ts';
import type { Scanner } from './scanner.ts';

/** Tools looked at before others get their turn. */
const TOOLS_A_TURN = 50;
/** Verdicts remembered; the oldest make room. */
const MAX_VERDICTS = 20_000;

interface Verdict {
  readonly inspection: Inspection;
  /** The definition with its secrets masked, where it has any. */
  readonly masked: string | undefined;
}

/**
 * Scans tool definitions. A verdict belongs to a definition and the rules that gave it, so that nothing is scanned twice
 * and everything is scanned again when the rules change; a scanner's failure is not remembered.
 */
export class DefinitionInspector {
  readonly #scanner: Scanner;
  readonly #verdicts = new Map<string, Verdict>();

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
  }

  async inspect(server: string, tools: readonly ToolDefinition[], isHidden: boolean): Promise<InspectedTool[]> {
    const inspected: InspectedTool[] = [];
    for (const [index, tool] of tools.entries()) {
      // A server may have thousands: calls of others get their turn in between.
      if (index % TOOLS_A_TURN === TOOLS_A_TURN - 1) await nextTurn();
      const hash = toolHash(server, tool.source);
      if (isHidden) {
        inspected.push({ ...tool, hash, inspection: { outcome: 'bypassed' } });
        continue;
      }
      const { inspection, masked } = await this.#verdict(server, tool, hash);
      const value = masked === undefined ? tool.value : parseJson(masked);
      if (!isJsonObject(value)) continue;
      inspected.push({ name: tool.name, source: masked ?? tool.source, value, hash, inspection });
    }
    return inspected;
  }

  async #verdict(server: string, tool: ToolDefinition, hash: string): Promise<Verdict> {
    const key = `${hash}@${this.#scanner.version}`;
    const known = this.#verdicts.get(key);
    if (known) return known;
    const { name, source, value } = tool;
    const report = await this.#scanner.scan({ direction: 'definition', server, tool: name, source, value });
    if (report.failure !== undefined) {
      const inspection: Inspection = report.passes
        ? { outcome: 'clear' }
        : { outcome: 'error', reason: report.failure };
      return { inspection, masked: undefined };
    }
    const { findings, verdict, reason } = decide(report.findings, 'definition');
    const isRisk = verdict === 'block' || verdict === 'ask';
    const text = new MaskableText(source, new PlaceholderSession());
    const secrets = findings.filter((finding) => finding.verdict === 'mask');
    const result: Verdict = {
      inspection: isRisk ? { outcome: 'risk', reason: reason ?? 'It was found unsafe.' } : { outcome: 'clear' },
      masked: secrets.length === 0 ? undefined : applyEdits(source, text.edits(secrets)),
    };
    this.#verdicts.set(key, result);
    const [oldest] = this.#verdicts.keys();
    if (this.#verdicts.size > MAX_VERDICTS && oldest !== undefined) this.#verdicts.delete(oldest);
    return result;
  }
}
