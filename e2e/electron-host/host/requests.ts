import type { CdpSession, Protocol } from './cdp.ts';
import { protocol } from './protocol.ts';
import { reportError } from './report.ts';
import { isAppPage, toAppUrl, toPagePolicy, toPageUrl } from './scheme-urls.ts';
import type { WebRequest } from './web-request.ts';

type Paused = Protocol.Fetch.requestPausedPayload;

interface Asked {
  readonly webRequest: WebRequest;
  isNavigationAllowed(paused: Paused): boolean;
  readonly webContentsId: number;
  /** A page has no permissions before the app gave them. */
  denyPermissions(pageUrl: string): Promise<void>;
}

/** Holds every request of a page until the app has been asked, and lets protocol.handle answer for its own schemes. */
export async function serveRequests(session: CdpSession, asked: Asked): Promise<void> {
  session.on('Fetch.requestPaused', (paused) => {
    serve(session, paused, asked).catch((error: unknown) => reportError(`serving ${paused.request.url}`, error));
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

async function serve(session: CdpSession, paused: Paused, asked: Asked): Promise<unknown> {
  const { requestId, request, resourceType } = paused;
  const fail = (errorReason: Protocol.Network.ErrorReason): Promise<unknown> =>
    session.send('Fetch.failRequest', { requestId, errorReason });
  if (resourceType === 'Document' && !asked.isNavigationAllowed(paused)) return fail('Aborted');
  if (resourceType === 'Document') await asked.denyPermissions(request.url);
  const verdict = await asked.webRequest.ask(paused, asked.webContentsId);
  if (verdict.cancel === true) return fail('BlockedByClient');
  if (verdict.redirectURL !== undefined) {
    return fulfill(session, requestId, Response.redirect(verdict.redirectURL, 307));
  }
  if (!isAppPage(request.url)) return session.send('Fetch.continueRequest', { requestId });
  // Chrome looks for an icon of each page; Electron does not.
  if (new URL(request.url).pathname === '/favicon.ico' && resourceType === 'Other') {
    return fulfill(session, requestId, new Response(null, { status: 404 }));
  }
  const response = await answer(paused);
  return response === undefined ? fail('Failed') : fulfill(session, requestId, response);
}

/** What the app's handler answers; undefined stands for an error. */
async function answer({ request }: Paused): Promise<Response | undefined> {
  const url = toAppUrl(request.url);
  const handler = protocol.handlerOf(url.slice(0, url.indexOf(':')));
  if (handler === undefined) return undefined;
  try {
    const response = await handler(toRequest(url, request));
    return response.type === 'error' ? undefined : response;
  } catch (error) {
    reportError(`the handler of ${url}`, error);
    return undefined;
  }
}

function toRequest(url: string, request: Paused['request']): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, toAppUrl(value));
  const entries = request.postDataEntries ?? [];
  if (request.hasPostData === true && entries.length === 0) {
    throw new Error('electron-host: the body of this request cannot be read (a file or a stream)');
  }
  const body = Buffer.concat(entries.map(({ bytes }) => Buffer.from(bytes ?? '', 'base64')));
  return new Request(url, { method: request.method, headers, ...(body.length === 0 ? {} : { body }) });
}

async function fulfill(session: CdpSession, requestId: string, response: Response): Promise<unknown> {
  const body = Buffer.from(await response.arrayBuffer());
  return session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value: toPageHeader(name, value) })),
    ...(response.statusText === '' ? {} : { responsePhrase: response.statusText }),
    ...(body.length === 0 ? {} : { body: body.toString('base64') }),
  });
}

function toPageHeader(name: string, value: string): string {
  if (name === 'location') return toPageUrl(value, protocol.schemes);
  return name.startsWith('content-security-policy') ? toPagePolicy(value, protocol.schemes) : value;
}
