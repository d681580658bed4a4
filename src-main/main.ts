import { mkdirSync } from 'node:fs';
import { app, dialog, protocol } from 'electron';
import { createDataFolder } from '../src-relay/config/data-folder.ts';
import { workplaceIn, type Workplace } from '../src-relay/host/workplace.ts';
import { messageOf } from '../src-relay/protocol/errors.ts';
import { PRODUCT } from '../src-relay/protocol/product.ts';
import { userDataIn } from './paths.ts';
import { RESTORE_FLAG } from './restore-flag.ts';
import { APP_SCHEME } from './security/page-protocol.ts';

// Only what must come before Electron is ready: nothing here may wait, or ready would never come.
app.setName(PRODUCT.name);
app.enableSandbox();
protocol.registerSchemesAsPrivileged([APP_SCHEME]);

try {
  // An app starts in whatever folder its starter stood in: a .env file there is not its user's.
  const place = workplaceIn(process.env);
  if (process.argv.includes(RESTORE_FLAG)) restore(place);
  else start(place);
} catch (error) {
  fail(error);
}

function start({ folder }: Workplace): void {
  createDataFolder(folder);
  const userData = userDataIn(folder.path);
  // Electron takes only a folder that is there.
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  app.setPath('userData', userData);
  if (app.requestSingleInstanceLock()) import('./boot.ts').then(({ boot }) => boot()).catch(fail);
  else app.quit();
}

/** No other start of the app is asked or stopped: what is written is locked by itself. */
function restore(place: Workplace): void {
  const tell = (line: string): void => void process.stdout.write(`${line}\n`);
  import('../src-relay/host/restore-clients.ts')
    .then(({ restoreClients }) => restoreClients(place, tell))
    .then((isDone) => app.exit(isDone ? 0 : 1))
    .catch((error: unknown) => {
      tell(messageOf(error));
      app.exit(1);
    });
}

/** Nothing works without what failed here: a person has to hear why. */
function fail(error: unknown): void {
  dialog.showErrorBox(`${PRODUCT.name} cannot start`, messageOf(error));
  app.exit(1);
}
