import type * as Electron from 'electron';
import { chromium } from './chromium.ts';
import { protocol } from './protocol.ts';
import { originOf, toPageUrl } from './scheme-urls.ts';

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];

type Permission = Parameters<NonNullable<RequestHandler>>[1];

/** Chromium's names of what Electron calls by one name; pages can be given these. */
const GRANTABLE = {
  notifications: ['notifications'],
  geolocation: ['geolocation'],
  media: ['camera', 'microphone'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
} satisfies Partial<Record<Permission, readonly string[]>>;

/** What pages may ask of Chromium besides. It stays denied: nothing here would ask the app first. */
const NEVER = ['midi', 'screen-wake-lock', 'idle-detection', 'storage-access', 'window-management', 'local-fonts'];

function isGrantable(name: string): name is keyof typeof GRANTABLE {
  return name in GRANTABLE;
}

/** The permissions of pages. Chromium denies each of them here, unless the app's handler granted it. */
export class Permissions {
  requestHandler: RequestHandler = null;
  checkHandler: CheckHandler = null;
  readonly #origins = new Set<string>();

  origins(): readonly string[] {
    return [...this.#origins];
  }

  /** Denies everything to an origin before its first page. */
  async deny(pageUrl: string): Promise<void> {
    const origin = originOf(pageUrl);
    if (!origin.startsWith('http') || this.#origins.has(origin)) return;
    this.#origins.add(origin);
    await this.#set([...Object.values(GRANTABLE).flat(), ...NEVER], origin, 'denied');
  }

  /** Asks the app, and lets Chromium know. As in Electron, without a handler everything is granted. */
  async decide(contents: Electron.WebContents, name: string): Promise<boolean> {
    if (!isGrantable(name)) return false;
    const { mainFrame } = contents;
    const details = { isMainFrame: true, requestingUrl: mainFrame.url };
    const { requestHandler } = this;
    const isGranted = await new Promise<boolean>((resolve) => {
      if (requestHandler === null) resolve(true);
      else requestHandler(contents, name, resolve, details);
    });
    const origin = originOf(toPageUrl(mainFrame.url, protocol.schemes));
    await this.#set(GRANTABLE[name], origin, isGranted ? 'granted' : 'denied');
    return isGranted;
  }

  async #set(names: readonly string[], origin: string, setting: 'granted' | 'denied'): Promise<void> {
    const { browser } = chromium().connection;
    await Promise.all(
      names.map((name) => browser.send('Browser.setPermission', { permission: { name }, setting, origin })),
    );
  }
}
