import type { Finding, ScanEngine, ScanItem } from '../../protocol/scan-types.ts';
import { ItemScanner } from '../item-scan.ts';
import { LOCAL_RULES, versionOf, withoutDetector } from '../registry.ts';
import { ScanWorker } from './worker-client.ts';

export interface LocalEngineOptions {
  /** Ids of detectors that are switched off. */
  readonly disabledDetectors?: readonly string[];
  /** Items whose source is longer (UTF-16 units) are scanned in a worker thread. */
  readonly maxInlineLength?: number;
}

/**
 * A scan here blocks everybody, and a worker has to parse the item again: plain text of this length takes about 10 ms
 * here. Text that takes longer shows it to the prefilter and is left to the worker.
 */
const MAX_INLINE_LENGTH = 2 * 1024 * 1024;

/**
 * The default engine: everything this program can detect without asking anybody. Small items are scanned at once and
 * answered without a promise; large and laborious ones in a worker thread, one after the other.
 */
export function createLocalEngine(options: LocalEngineOptions = {}): ScanEngine {
  const disabled = options.disabledDetectors ?? [];
  const rules = disabled.reduce(withoutDetector, LOCAL_RULES);
  const maxInline = options.maxInlineLength ?? MAX_INLINE_LENGTH;
  const scanner = new ItemScanner(rules);
  let worker: ScanWorker | undefined;
  return {
    name: 'local',
    version: versionOf(rules),
    scan(item: ScanItem, signal: AbortSignal): readonly Finding[] | Promise<readonly Finding[]> {
      if (item.source.length <= maxInline) {
        const findings = scanner.scanUnlessHeavy(item.value, item.direction);
        if (findings) return findings;
      }
      worker ??= new ScanWorker(disabled);
      return worker.scan(item.source, item.direction, signal);
    },
    async close(): Promise<void> {
      const closing = worker;
      worker = undefined;
      await closing?.close();
    },
  };
}
