import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

export const REPOSITORY = fileURLToPath(ROOT);
export const RELAY_MAIN = fileURLToPath(new URL('src-relay/cli/main.ts', ROOT));

export function fromRepository(path: string): string {
  return fileURLToPath(new URL(path, ROOT));
}
