import { PRODUCT } from '../protocol/product.ts';
import { MODERN_VERSIONS } from '../protocol/modern/keys.ts';
import { toModern } from '../protocol/modern/results.ts';
import type { Instructions } from './instructions.ts';
import type { Offering } from './offering.ts';

/** The result of `initialize` (MCP 2025-11-25, Lifecycle), as JSON text. */
export function initializeResult(version: string, offering: Offering, instructions: Instructions): string {
  return JSON.stringify({
    protocolVersion: version,
    capabilities: offering.capabilities('legacy'),
    serverInfo: { name: PRODUCT.slug, title: PRODUCT.name, version: PRODUCT.version },
    instructions: instructions.text,
  });
}

/** The result of `server/discover` (MCP 2026-07-28, Discovery), as JSON text. */
export function discoverResult(offering: Offering, instructions: Instructions): string {
  const result = {
    supportedVersions: MODERN_VERSIONS,
    capabilities: offering.capabilities('modern'),
    instructions: instructions.text,
  };
  return toModern('server/discover', JSON.stringify(result), { ttlMs: offering.ttlMs, cacheScope: 'private' });
}
