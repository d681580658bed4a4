import { app, session } from 'electron';
import { PAGE_ORIGIN } from '../../src-relay/control/contract-carriers.ts';

/** Denies what a page could try beside talking to its bridge: permissions, devices, downloads, other pages, other windows. */
export function harden(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(isAllowed(permission, requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin));
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  app.on('web-contents-created', (_event, contents) => {
    const denyOthers = (event: { preventDefault(): void }, url: string): void => {
      if (!url.startsWith(`${PAGE_ORIGIN}/`)) event.preventDefault();
    };
    contents.on('will-navigate', (event) => denyOthers(event, event.url));
    contents.on('will-redirect', (event) => denyOthers(event, event.url));
    contents.on('will-frame-navigate', (event) => denyOthers(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** The page copies text when a button is clicked; it may do nothing else. */
function isAllowed(permission: string, url: string): boolean {
  const { protocol, host } = URL.canParse(url) ? new URL(url) : { protocol: '', host: '' };
  return permission === 'clipboard-sanitized-write' && `${protocol}//${host}` === PAGE_ORIGIN;
}
