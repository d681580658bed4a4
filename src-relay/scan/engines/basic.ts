import type { Finding, ScanEngine, ScanItem } from '../../protocol/scan-types.ts';
import { ItemScanner } from '../item-scan.ts';
import { BASIC_RULES, versionOf } from '../registry.ts';

/** The `basic` plug-in: masks twelve kinds of tokens, everywhere, always on the calling thread (it is that cheap). */
export function createBasicEngine(): ScanEngine {
  const scanner = new ItemScanner(BASIC_RULES);
  return {
    name: 'basic',
    version: versionOf(BASIC_RULES),
    scan: (item: ScanItem): readonly Finding[] => scanner.scan(item.value, item.direction),
    close: () => Promise.resolve(),
  };
}
