import type * as Electron from 'electron';
import { chromium } from './chromium.ts';
import { asWhole, Guarded, GuardedEmitter, named, notImplemented } from './guard.ts';
import { Permissions } from './permissions.ts';
import { protocol } from './protocol.ts';
import { makeWebRequest } from './web-request.ts';

type Handlers = Pick<
  Electron.Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setCertificateVerifyProc'
>;

/** Electron's default session. */
class HostSession
  extends GuardedEmitter
  implements
    Handlers,
    Pick<
      Electron.Session,
      | 'protocol'
      | 'webRequest'
      | 'clearStorageData'
      | 'clearCache'
      | 'setSpellCheckerEnabled'
      | 'isSpellCheckerEnabled'
      | 'spellCheckerEnabled'
      | 'setDisplayMediaRequestHandler'
      | 'isPersistent'
    >
{
  readonly protocol = asWhole<Electron.Protocol>(protocol);
  readonly hostWebRequest = makeWebRequest();
  readonly webRequest = asWhole<Electron.WebRequest>(this.hostWebRequest);
  readonly permissions = new Permissions();
  spellCheckerEnabled = true;

  setPermissionRequestHandler(handler: Parameters<Electron.Session['setPermissionRequestHandler']>[0]): void {
    this.permissions.requestHandler = handler;
  }

  setPermissionCheckHandler(handler: Parameters<Electron.Session['setPermissionCheckHandler']>[0]): void {
    this.permissions.checkHandler = handler;
  }

  /** No device can be asked for here, so no handler is ever called. */
  setDevicePermissionHandler(_handler: Parameters<Electron.Session['setDevicePermissionHandler']>[0]): void {}

  /** The app's own pages have no certificates, and it loads no others. */
  setCertificateVerifyProc(_proc: Parameters<Electron.Session['setCertificateVerifyProc']>[0]): void {}

  /** Without a handler Electron refuses screen capture; with one the host would have to obey it. */
  setDisplayMediaRequestHandler(handler: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0]): void {
    if (handler !== null) notImplemented('a handler of session.setDisplayMediaRequestHandler');
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.spellCheckerEnabled = isEnabled;
  }

  isSpellCheckerEnabled(): boolean {
    return this.spellCheckerEnabled;
  }

  isPersistent(): boolean {
    return true;
  }

  async clearStorageData(options?: Electron.ClearStorageDataOptions): Promise<void> {
    if (options !== undefined) notImplemented('session.clearStorageData with options');
    const { browser } = chromium().connection;
    await browser.send('Storage.clearCookies');
    await Promise.all(
      this.permissions
        .origins()
        .map((origin) => browser.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })),
    );
  }

  /** Nothing the app serves is cached. */
  clearCache(): Promise<void> {
    return Promise.resolve();
  }
}

export const defaultSession = named('session', new HostSession());

/** Electron's `session`: here there is the default one only. */
class SessionModule extends Guarded {
  get defaultSession(): Electron.Session {
    if (!protocol.isReady) throw new Error('Session can only be received when app is ready');
    return asWhole<Electron.Session>(defaultSession);
  }

  fromPartition(partition: string): Electron.Session {
    return partition === '' ? this.defaultSession : notImplemented(`session.fromPartition('${partition}')`);
  }
}

export const session = named('session', new SessionModule());
