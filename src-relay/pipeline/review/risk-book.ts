import { messageOf } from '../../protocol/errors.ts';
import { member } from '../../protocol/json.ts';
import type { Log } from '../../protocol/log.ts';
import { INTERNAL_SERVER, type ServerConfig } from '../../protocol/server-config.ts';
import type { ToolEntry } from '../../registry/entry.ts';
import { RESTLESS, type ToolRegistry } from '../../registry/registry.ts';
import type { PackageFacts } from '../../registry/risk/package-facts.ts';
import type { StartPermits } from '../../registry/risk/permits.ts';
import { runnerPackage } from '../../registry/risk/runner.ts';
import { riskOf, type Risk, type ToolFacts } from '../../registry/risk/score.ts';
import { nameOf, startRisk } from '../../registry/risk/start.ts';

export interface RiskParts {
  readonly servers: ReadonlyMap<string, { readonly config: ServerConfig }>;
  readonly registry: ToolRegistry;
  readonly permits: StartPermits;
  /** Blocked calls of the last thirty days, by server. */
  readonly blockedCalls: () => ReadonlyMap<string, number>;
  /** Undefined where nothing is looked up. */
  readonly packages: PackageFacts | undefined;
  readonly log: Log;
  /** Scores may be other ones. */
  readonly onChange: () => void;
}

/** How long the count of blocked calls is used, in milliseconds. */
const COUNT_MS = 60_000;

/** The risk score of every server, with its parts. */
export class RiskBook {
  readonly #parts: RiskParts;
  /** Servers that have listed their tools. */
  readonly #listed = new Set<string>();
  #blocked: { readonly at: number; readonly counts: ReadonlyMap<string, number> } | undefined;

  constructor(parts: RiskParts) {
    this.#parts = parts;
    for (const { config } of parts.servers.values()) this.#look(config);
  }

  /** A server has listed its tools. */
  listed(server: string): void {
    this.#listed.add(server);
  }

  /** A server's score now; the one that it is held back for, where it is. Undefined for the scanner's own server. */
  of(server: string): Risk | undefined {
    const config = this.#parts.servers.get(server)?.config;
    if (!config || server === INTERNAL_SERVER) return undefined;
    const held = this.#parts.permits.held(config);
    if (held && !this.#listed.has(server)) return held;
    const name = packageName(config);
    return riskOf({
      start: startRisk(config),
      tools: this.#listed.has(server) ? this.#toolFacts(server) : undefined,
      blockedCalls: this.#blockedCalls(server),
      packageParts: name === undefined ? undefined : this.#parts.packages?.partsOf(name),
    });
  }

  /** Notes the scores of now, for the next start. */
  keep(): void {
    for (const server of this.#listed) {
      const config = this.#parts.servers.get(server)?.config;
      const risk = this.of(server);
      if (!config || !risk) continue;
      try {
        this.#parts.permits.note(config, risk);
      } catch (error) {
        this.#parts.log.warn(`${server}: its risk score could not be kept: ${messageOf(error)}`);
      }
    }
  }

  #look(config: ServerConfig): void {
    const name = packageName(config);
    if (name !== undefined) void this.#parts.packages?.look(name).then(() => this.#parts.onChange());
  }

  #toolFacts(server: string): ToolFacts {
    const entries = this.#parts.registry.entriesOf(server);
    const count = (test: (entry: ToolEntry) => boolean): number => entries.filter(test).length;
    const says = (entry: ToolEntry, key: string): unknown => member(entry.value.annotations, key);
    const isRestless = (entry: ToolEntry): boolean =>
      entry.state === 'disabled - changed' &&
      (this.#parts.registry.wholePin(server, entry.name)?.changes ?? 0) >= RESTLESS;
    return {
      total: entries.length,
      destructive: count((entry) => says(entry, 'readOnlyHint') !== true && says(entry, 'destructiveHint') === true),
      openWorld: count((entry) => says(entry, 'openWorldHint') === true),
      unsaid: count(
        (entry) => says(entry, 'readOnlyHint') === undefined && says(entry, 'destructiveHint') === undefined,
      ),
      unsafe: count((entry) => entry.state === 'disabled - security risk'),
      // What is new waits, and is not what was accepted: that is no sign of risk.
      changed: count((entry) => entry.state === 'disabled - changed' && !isNew(entry)),
      restless: count(isRestless),
      flagged: count((entry) => entry.flags.some(({ kind }) => kind !== 'same-name')),
    };
  }

  #blockedCalls(server: string): number {
    const now = Date.now();
    if (!this.#blocked || now - this.#blocked.at > COUNT_MS) {
      try {
        this.#blocked = { at: now, counts: this.#parts.blockedCalls() };
      } catch (error) {
        this.#parts.log.warn(`blocked calls could not be counted: ${messageOf(error)}`);
        this.#blocked = { at: now, counts: new Map() };
      }
    }
    return this.#blocked.counts.get(server) ?? 0;
  }
}

function isNew(entry: ToolEntry): boolean {
  return entry.reason?.startsWith('It is new') === true;
}

/** The npm package that a package runner starts for a server. */
function packageName(config: ServerConfig): string | undefined {
  if (config.kind !== 'stdio') return undefined;
  const runner = runnerPackage(nameOf(config.command), config.args);
  return runner?.source === 'npm' ? runner.name : undefined;
}
