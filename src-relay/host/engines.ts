import type { Guardrail } from '../config/schema.ts';
import type { ScanEngine } from '../protocol/scan-types.ts';
import { createBasicEngine } from '../scan/engines/basic.ts';
import { createLocalEngine } from '../scan/engines/local.ts';

const CREATE: Readonly<Record<Guardrail, () => ScanEngine>> = {
  local: () => createLocalEngine(),
  basic: () => createBasicEngine(),
};

/** The engines of a configuration, in its order. */
export function createEngines(names: readonly Guardrail[]): ScanEngine[] {
  return [...new Set(names)].map((name) => CREATE[name]());
}
