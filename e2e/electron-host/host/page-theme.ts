import type { CdpSession } from './cdp.ts';
import { nativeTheme } from './native-theme.ts';

/**
 * Lets prefers-color-scheme of a page be what nativeTheme says. Playwright has a say in the same matter, so it is said
 * again for each document; specs launch with `colorScheme: null` to leave it to the app.
 */
export async function followTheme(session: CdpSession): Promise<void> {
  const apply = (): Promise<unknown> => {
    const value = nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
    return session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  };
  const applyLater = (): void => void apply().catch(() => undefined);
  nativeTheme.on('updated', applyLater);
  session.on('Inspector.detached', () => nativeTheme.off('updated', applyLater));
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId === undefined) applyLater();
  });
  await apply();
}
