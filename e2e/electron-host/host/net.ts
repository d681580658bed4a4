import type * as Electron from 'electron';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guarded } from './guard.ts';
import { protocol } from './protocol.ts';

/** What Chromium says of files by their names, as far as apps serve them. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.htm': 'text/html',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

async function fetchFile(url: string): Promise<Response> {
  const path = fileURLToPath(url);
  const type = CONTENT_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  try {
    return new Response(await readFile(path), { headers: { 'content-type': type } });
  } catch (error) {
    throw new Error('net::ERR_FILE_NOT_FOUND', { cause: error });
  }
}

/** Electron's net: fetch also of files and of the app's own schemes. */
export const net = guarded('net', {
  async fetch(input: string | Request, init?: Parameters<Electron.Net['fetch']>[1]): Promise<Response> {
    const request = new Request(input, init);
    const scheme = request.url.slice(0, request.url.indexOf(':'));
    const handler = init?.bypassCustomProtocolHandlers === true ? undefined : protocol.handlerOf(scheme);
    if (handler !== undefined) return handler(request);
    return scheme === 'file' ? fetchFile(request.url) : fetch(request);
  },
  isOnline: () => true,
} satisfies Pick<Electron.Net, 'fetch' | 'isOnline'>);
