const STORED = 'mcp-relay-setup';

/** Whether the set-up was gone through or left in this browser or window: it then no longer offers itself. */
export function isSetupKnown(): boolean {
  return localStorage.getItem(STORED) !== null;
}

/** Keeps that it was gone through, or left. */
export function rememberSetup(): void {
  localStorage.setItem(STORED, 'known');
}
