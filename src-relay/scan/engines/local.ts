import type { Finding, ScanEngine, ScanItem } from '../../protocol/scan-types.ts';
import { ItemScanner } from '../item-scan.ts';
import { LOCAL_RULES, versionOf, withoutDetector } from '../registry.ts';
import { ScanWorkerPool } from './worker-pool.ts';

export interface LocalEngineOptions {
  /** Ids of detectors that are switched off. */
  readonly disabledDetectors?: readonly string[];
  /** Worker threads; by default as many as there are cores, up to four. */
  readonly workers?: number;
  /** Items whose source is longer (UTF-16 units) are scanned in a worker thread. */
  readonly maxInlineLength?: number;
}

/**
 * A scan here blocks everybody: text of this length takes 2 to 15 ms, by what it is about; asking a worker costs 0.05.
 */
const MAX_INLINE_LENGTH = 64 * 1024;

/**
 * The default engine: everything this program can detect without asking anybody. Small items are scanned at once and
 * answered without a promise; large and laborious ones in worker threads.
 */
export function createLocalEngine(options: LocalEngineOptions = {}): ScanEngine {
  const disabled = options.disabledDetectors ?? [];
  const rules = disabled.reduce(withoutDetector, LOCAL_RULES);
  const maxInline = options.maxInlineLength ?? MAX_INLINE_LENGTH;
  const scanner = new ItemScanner(rules);
  let workers: ScanWorkerPool | undefined;
  return {
    name: 'local',
    version: versionOf(rules),
    scan(item: ScanItem, signal: AbortSignal): readonly Finding[] | Promise<readonly Finding[]> {
      if (item.source.length <= maxInline) {
        const findings = scanner.scanUnlessHeavy(item.value, item.direction);
        if (findings) return findings;
      }
      workers ??= new ScanWorkerPool(disabled, options.workers);
      return workers.scan(item.source, item.direction, signal);
    },
    async close(): Promise<void> {
      const closing = workers;
      workers = undefined;
      await closing?.close();
    },
  };
}
