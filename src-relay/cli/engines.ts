import type { ScanEngine } from '../protocol/scan-types.ts';
import { createBasicEngine } from '../scan/engines/basic.ts';
import { createLocalEngine } from '../scan/engines/local.ts';
import { UsageError } from './exit.ts';

/** Every engine that can be named in `--enable-guardrails`. */
const ENGINES: Readonly<Record<string, () => ScanEngine>> = {
  local: () => createLocalEngine(),
  basic: () => createBasicEngine(),
};

/** The engines of a configuration, in its order. Throws UsageError for an unknown name. */
export function createEngines(names: readonly string[]): ScanEngine[] {
  return [...new Set(names)].map((name) => {
    const create = Object.hasOwn(ENGINES, name) ? ENGINES[name] : undefined;
    if (create) return create();
    throw new UsageError(`There is no guardrail "${name}". Known are: ${Object.keys(ENGINES).join(', ')}.`);
  });
}
