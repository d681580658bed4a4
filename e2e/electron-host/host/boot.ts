import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { startChromium } from './chromium.ts';
import { denyDownloads } from './downloads.ts';
import { launch } from './launch-state.ts';
import { prepareProcess } from './process-shape.ts';
import { protocol } from './protocol.ts';
import { reportError } from './report.ts';
import { defaultSession } from './session.ts';
import { watchTargets, turnAway } from './targets.ts';
import { WebContents } from './web-contents.ts';
import { bindRoles } from './role-actions.ts';

const DEADLOCK_NOTICE_MS = 5000;

/** Runs the app as Electron does: hooks of -r, the main script to its very end, then `ready`. */
export async function boot(): Promise<void> {
  prepareProcess();
  bindRoles();
  const requireHook = createRequire(join(process.cwd(), 'electron-host'));
  for (const file of launch().preloads) requireHook(file);
  await runMainScript();
  process.on('SIGTERM', () => app.quit());
  process.on('SIGINT', () => app.quit());
  await startChromium(app.getPath('sessionData'), (reason) => {
    process.stderr.write(`electron-host: ${reason}\n`);
    process.exit(1);
  });
  await watchTargets({
    strayed(target, info) {
      void turnAway(target);
      const opener = WebContents.openerOf(info.openerId);
      if (opener === undefined) reportError('a window', `nobody asked for ${info.url}`);
      else opener.refuseWindow();
    },
  });
  await denyDownloads(defaultSession, (frameId) => WebContents.fromDevToolsTargetId(frameId));
  protocol.becomeReady();
  app.becomeReady();
}

/** An await of whenReady() at the top of the main script never ends, in Electron as here; it is hard to find there. */
async function runMainScript(): Promise<void> {
  const notice = setTimeout(() => {
    process.stderr.write(
      `electron-host: ${launch().mainScript} is still being evaluated, and 'ready' waits for it. ` +
        'Does it await app.whenReady() at its top level? That never ends, in Electron either.\n',
    );
  }, DEADLOCK_NOTICE_MS);
  await import(pathToFileURL(launch().mainScript).href);
  clearTimeout(notice);
}
