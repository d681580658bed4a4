import { join } from 'node:path';

/** The built page: beside the bundle, or where the build puts it when the relay runs from source. */
export const PAGE_FOLDER = join(
  import.meta.dirname,
  import.meta.url.endsWith('.ts') ? '../../dist/renderer' : '../renderer',
);
