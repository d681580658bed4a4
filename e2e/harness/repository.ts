import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

export const REPOSITORY = fileURLToPath(ROOT);
/**
 * The relay's command line: its source, or with E2E_BUILT what the build makes of it. `npm test` takes the latter: it is
 * what ships, and starts in half the time.
 */
export const RELAY_MAIN = fromRepository(
  process.env['E2E_BUILT'] ? 'dist/relay/mcp-relay.js' : 'src-relay/cli/main.ts',
);

export function fromRepository(path: string): string {
  return fileURLToPath(new URL(path, ROOT));
}
