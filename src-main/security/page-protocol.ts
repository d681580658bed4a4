import { protocol, type CustomScheme } from 'electron';
import { PAGE_ORIGIN } from '../../src-relay/control/contract-carriers.ts';
import { PageFiles } from '../../src-relay/control/http/page-files.ts';
import { PAGE_FOLDER } from '../../src-relay/host/page-folder.ts';

/** `app://`: a secure origin of its own instead of file://, so that CSP and storage work as on the web. */
export const APP_SCHEME: CustomScheme = {
  scheme: new URL(PAGE_ORIGIN).protocol.slice(0, -1),
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** Serves the built page's files, with its CSP on each answer, and nothing else. */
export function servePage(): void {
  const files = new PageFiles(PAGE_FOLDER);
  protocol.handle(APP_SCHEME.scheme, (request) => {
    const url = new URL(request.url);
    const file = `${url.protocol}//${url.host}` === PAGE_ORIGIN ? files.find(url.pathname.slice(1)) : undefined;
    if (!file || request.method !== 'GET') return new Response('There is nothing here.', { status: 404 });
    return new Response(new Uint8Array(file.body), { headers: file.headers });
  });
}
