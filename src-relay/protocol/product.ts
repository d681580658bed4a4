import packageFile from '../../package.json' with { type: 'json' };
import product from '../../resources/product.json' with { type: 'json' };

/** How the relay names itself to clients, servers and people. */
export const PRODUCT = {
  name: product.name,
  slug: product.slug,
  version: packageFile.version,
} as const;
