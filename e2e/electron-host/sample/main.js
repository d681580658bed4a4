import { app, protocol } from 'electron';

// An ordinary Electron main script: what has to be said before `ready` first, then the rest.
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
if (app.requestSingleInstanceLock({ from: 'sample' })) {
  const { start } = await import('./start.js');
  void app.whenReady().then(start);
} else app.quit();
