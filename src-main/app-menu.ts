import { Menu } from 'electron';

/** The menu bar: macOS needs one for its shortcuts to work; elsewhere the page's own keys are all there is. */
export function setAppMenu(): void {
  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
