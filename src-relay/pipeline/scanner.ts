import { NO_GUARDS, type Guards } from './guards.ts';
import type { ExceptionBook } from '../policy/exceptions.ts';
import { messageOf } from '../protocol/errors.ts';
import type { Log } from '../protocol/log.ts';
import type { Finding, ScanEngine, ScanItem } from '../protocol/scan-types.ts';

export interface ScanReport {
  readonly findings: readonly Finding[];
  /** Set when an engine failed: the item is unscanned, and its text may not be stored. One sentence. */
  readonly failure: string | undefined;
  /** Whether a failed item may pass all the same: the fail mode is open. */
  readonly passes: boolean;
}

const CLEAR: ScanReport = { findings: [], failure: undefined, passes: true };
/** How long an engine may take, in milliseconds. */
const DEADLINE_MS = 30_000;
/** Shorter items are answered at once by every engine that is here, so a signal of their own would be waste. */
const LONG_ITEM = 32 * 1024;

/** All configured engines as one: they run side by side, and one that fails decides by the fail mode. */
export class Scanner {
  readonly #engines: readonly ScanEngine[];
  readonly #failMode: 'closed' | 'open';
  readonly #log: Log;
  /** What is decided on beside what the engines find. */
  readonly guards: Guards;
  readonly #exceptions: Pick<ExceptionBook, 'mark' | 'revision'> | undefined;

  /** @param exceptions what persons have said of findings */
  constructor(
    engines: readonly ScanEngine[],
    failMode: 'closed' | 'open',
    log: Log,
    exceptions?: Pick<ExceptionBook, 'mark' | 'revision'>,
    guards: Guards = NO_GUARDS,
  ) {
    this.guards = guards;
    this.#engines = engines;
    this.#failMode = failMode;
    this.#log = log;
    this.#exceptions = exceptions;
  }

  /** Changes when any engine's rules do, or the exceptions: a cached verdict is worth no more than these. */
  get version(): string {
    return `${this.rules}!${this.#exceptions?.revision ?? 0}`;
  }

  /** The engines and their rules, over restarts. */
  get rules(): string {
    return this.#engines.map((engine) => `${engine.name}@${engine.version}`).join('+');
  }

  /** Scans one item; without a promise where every engine answers at once, which is the rule for small items. */
  scan(item: ScanItem): ScanReport | Promise<ScanReport> {
    const found = this.#scan(item);
    return found instanceof Promise ? found.then((late) => this.#marked(item, late)) : this.#marked(item, found);
  }

  /** Findings that are not the engines', with what persons have said of them. */
  mark(item: ScanItem, findings: readonly Finding[]): readonly Finding[] {
    return this.#marked(item, { findings, failure: undefined, passes: true }).findings;
  }

  #marked(item: ScanItem, found: ScanReport): ScanReport {
    if (found.findings.length === 0 || !this.#exceptions) return found;
    try {
      return { ...found, findings: this.#exceptions.mark(item, found.findings) };
    } catch (error) {
      // Without the key no exception can be told: what was found decides as if there were none.
      this.#log.error(`exceptions cannot be looked up: ${messageOf(error)}`);
      return found;
    }
  }

  #scan(item: ScanItem): ScanReport | Promise<ScanReport> {
    const engine = this.#engines[0];
    if (this.#engines.length !== 1 || engine === undefined) return this.#scanAll(item);
    try {
      const abort = item.source.length > LONG_ITEM ? new AbortController() : NEVER;
      const answer = engine.scan(item, abort.signal);
      if (!(answer instanceof Promise)) return report(answer);
      return this.#inTime(engine, answer, abort).then(
        (findings) => report(findings),
        (error: unknown) => this.#onFailure(engine, error),
      );
    } catch (error) {
      return this.#onFailure(engine, error);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#engines.map((engine) => engine.close()));
  }

  async #scanAll(item: ScanItem): Promise<ScanReport> {
    const reports = await Promise.all(
      this.#engines.map(async (engine) => {
        try {
          const abort = new AbortController();
          return report(await this.#inTime(engine, Promise.resolve(engine.scan(item, abort.signal)), abort));
        } catch (error) {
          return this.#onFailure(engine, error);
        }
      }),
    );
    return {
      findings: reports.flatMap((one) => one.findings),
      failure: reports.find((one) => one.failure !== undefined)?.failure,
      passes: reports.every((one) => one.passes),
    };
  }

  #inTime(
    engine: ScanEngine,
    answer: Promise<readonly Finding[]>,
    abort: AbortController,
  ): Promise<readonly Finding[]> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`${engine.name} took over ${DEADLINE_MS / 1000} s`));
        if (abort !== NEVER) abort.abort();
      }, DEADLINE_MS);
      answer.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  #onFailure(engine: ScanEngine, error: unknown): ScanReport {
    this.#log.error(`the scanner ${engine.name} failed (${messageOf(error)}); fail mode ${this.#failMode}`);
    return { findings: [], failure: `The scanner ${engine.name} failed.`, passes: this.#failMode === 'open' };
  }
}

const NEVER = new AbortController();

function report(findings: readonly Finding[]): ScanReport {
  return findings.length === 0 ? CLEAR : { findings, failure: undefined, passes: true };
}
