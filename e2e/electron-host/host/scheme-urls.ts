/**
 * Chromium knows nothing of the app's own schemes, so a page of app://relay/ is served as
 * https://relay.app.electron-host.invalid/. Both directions of that mapping stand here.
 */
const SUFFIX = 'electron-host.invalid';
const PAGE_URL = new RegExp(
  `^(blob:)?https?://([^/?#]+)\\.([a-z][a-z0-9-]*)\\.${SUFFIX.replace('.', '\\.')}(?=[/?#]|$)`,
  'i',
);
const APP_URL = /^([a-z][a-z0-9-]*):\/\/([^/?#]+)(.*)$/i;

/** What the app's code sees of a URL that Chromium knows. */
export function toAppUrl(url: string): string {
  return url.replace(PAGE_URL, '$1$3://$2');
}

/** What Chromium is told of a URL of the app's code; the schemes are those that the app registered. */
export function toPageUrl(url: string, schemes: ReadonlyMap<string, { readonly isSecure: boolean }>): string {
  const [, scheme = '', host = '', rest = ''] = APP_URL.exec(url) ?? [];
  const known = schemes.get(scheme.toLowerCase());
  if (known === undefined) return url;
  return `${known.isSecure ? 'https' : 'http'}://${host}.${scheme.toLowerCase()}.${SUFFIX}${rest === '' ? '/' : rest}`;
}

/** Whether Chromium's URL is one of the app's own pages. */
export function isAppPage(url: string): boolean {
  return PAGE_URL.test(url);
}

/** scheme://host of a URL, also of the app's schemes, for which URL.origin says "null". */
export function originOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? 'null';
}

/** Content security policies may name the app's schemes; Chromium has to be told its own names for them. */
export function toPagePolicy(policy: string, schemes: ReadonlyMap<string, unknown>): string {
  let mapped = policy;
  for (const scheme of schemes.keys()) {
    mapped = mapped
      .replaceAll(new RegExp(`(?<![\\w.-])${scheme}://([\\w.-]+)`, 'gi'), `https://$1.${scheme}.${SUFFIX}`)
      .replaceAll(new RegExp(`(?<![\\w.-])${scheme}:(?!/)`, 'gi'), `https://*.${scheme}.${SUFFIX}`);
  }
  return mapped;
}
