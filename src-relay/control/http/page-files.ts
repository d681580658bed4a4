import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/**
 * What the page may do, in the browser and in the desktop app alike: load its own files, talk to where it came from, and
 * nothing else.
 */
export const CONTENT_SECURITY_POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
  `require-trusted-types-for 'script'`,
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The built page's files, all read when the first is asked for: what is not among them is not served, whatever a path
 * spells.
 */
export class PageFiles {
  readonly #folder: string;
  #files: ReadonlyMap<string, PageFile> | undefined;

  /** @param folder the built page; where it is missing there are no files */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether there is a page at all. */
  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** @param path below the page's root, with slashes; empty for the page itself */
  find(path: string): PageFile | undefined {
    return this.#all.get(path === '' ? 'index.html' : path);
  }

  get #all(): ReadonlyMap<string, PageFile> {
    const folder = this.#folder;
    // A page that is not built yet is looked for again.
    if (!this.#files?.size) {
      this.#files = new Map(existsSync(folder) ? filesIn(folder).map((path) => [path, read(folder, path)]) : []);
    }
    return this.#files;
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in TYPES)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function read(folder: string, path: string): PageFile {
  const isPage = path.endsWith('.html');
  return {
    body: readFileSync(join(folder, path)),
    headers: {
      ...PAGE_HEADERS,
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      // Names of built files carry a hash of their content; the page that names them does not.
      'cache-control': isPage ? 'no-store' : 'private, max-age=31536000, immutable',
    },
  };
}

/** Headers of everything that the page consists of. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};
