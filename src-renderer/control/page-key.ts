const STORED = 'mcp-relay-key';

/** What the fragment `#key=…&to=/activity/ID` holds; undefined where it hands over no key. */
export function readKeyFragment(hash: string): { key: string; to: string } | undefined {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const key = params.get('key');
  if (!key) return undefined;
  const to = params.get('to') ?? '';
  return { key, to: to.startsWith('/') ? to : '' };
}

/** Moves the key of a one-time link from the address, where others could see it, into this browser's storage. */
export function takePageKey(): boolean {
  const fragment = readKeyFragment(location.hash);
  if (!fragment) return false;
  localStorage.setItem(STORED, fragment.key);
  history.replaceState(null, '', `${location.pathname}${fragment.to ? `#${fragment.to}` : ''}`);
  return true;
}

/** The page's half of the credential; empty before a link was followed. */
export function pageKey(): string {
  return localStorage.getItem(STORED) ?? '';
}

/** Calls back when another tab of this browser followed a new link. */
export function onPageKeyChange(changed: () => void): void {
  addEventListener('storage', (event) => {
    if (event.key === STORED) changed();
  });
}
