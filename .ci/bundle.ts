import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import packageFile from '../package.json' with { type: 'json' };
import product from '../resources/product.json' with { type: 'json' };
import { zip } from './zip.ts';

const ROOT = join(import.meta.dirname, '..');
const BRIDGE = 'server/bridge.cjs';

/** What Claude Desktop reads of the bundle (MCPB manifest, version 0.2): it runs the bridge with the Node that it brings. */
const MANIFEST = {
  manifest_version: '0.2',
  name: product.slug,
  display_name: product.name,
  version: packageFile.version,
  description: `Connects to ${product.name} on this computer, and by it to all servers that stand behind it.`,
  author: { name: product.publisher === '' ? product.name : product.publisher },
  license: packageFile.license,
  icon: 'icon.png',
  server: {
    type: 'node',
    entry_point: BRIDGE,
    mcp_config: {
      command: 'node',
      args: [`\${__dirname}/${BRIDGE}`, 'connect', '--client', 'claude-desktop'],
      env: {},
    },
  },
  tools_generated: true,
  prompts_generated: true,
  compatibility: { platforms: ['darwin', 'win32', 'linux'], runtimes: { node: '>=22.0.0' } },
};

/** Writes the bundle for Claude Desktop beside the built bridge, which it holds. */
export function writeBundle(): void {
  const folder = join(ROOT, 'dist/bridge');
  const bundle = zip({
    'manifest.json': Buffer.from(`${JSON.stringify(MANIFEST, null, 2)}\n`),
    'icon.png': readFileSync(join(ROOT, 'resources/icon.png')),
    [BRIDGE]: readFileSync(join(folder, 'bridge.cjs')),
  });
  writeFileSync(join(folder, `${product.slug}.mcpb`), bundle);
}
