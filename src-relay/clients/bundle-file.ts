import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PRODUCT } from '../protocol/product.ts';

/** The `.mcpb` bundle of the bridge: in the packed app's resources, else where the build puts it; undefined where it is not built. */
export function bundleFile(): string | undefined {
  const name = `${PRODUCT.slug}.mcpb`;
  // Electron's own; types of it are not to be had without importing it.
  const resources: unknown = Reflect.get(process, 'resourcesPath');
  const packed = typeof resources === 'string' ? [join(resources, 'bridge', name)] : [];
  return [...packed, join(import.meta.dirname, '../../dist/bridge', name)].find((file) => existsSync(file));
}
