import { app, Notification, shell } from 'electron';
import { blockNotice, droppedNotice, isDropped, needsReview, reviewNotice } from '../src-relay/control/attention.ts';
import { BlockGate } from '../src-relay/control/block-gate.ts';
import type { Notice } from '../src-relay/control/contract.ts';
import { DesktopState } from '../src-relay/control/desktop-state.ts';
import { writeStartFile } from '../src-relay/gateway/instance/write.ts';
import { QuietGate } from '../src-relay/control/quiet-gate.ts';
import { appWorkplace, HostKeeper } from '../src-relay/host/keeper.ts';
import { setAppMenu } from './app-menu.ts';
import { carryControl } from './ipc.ts';
import { appSecrets } from './keychain.ts';
import { HIDDEN_FLAG } from './login-item/hidden-flag.ts';
import { loginItem } from './login-item/login-item.ts';
import { startCommand } from './program.ts';
import { harden } from './security/harden.ts';
import { servePage } from './security/page-protocol.ts';
import { stopBeforeQuit } from './shutdown.ts';
import { RelayTray } from './tray.ts';
import { MainWindow } from './window.ts';

/** Puts the app together once Electron is ready: page, relay, tray, window, notifications, and their end. */
export async function boot(): Promise<void> {
  await app.whenReady();
  harden();
  servePage();
  setAppMenu();

  const window = new MainWindow((to) => keeper.host?.control.navigate(to));
  const gate = new BlockGate((rows) => {
    const notice = blockNotice(rows);
    if (!notice || !Notification.isSupported()) return;
    const notification = new Notification({ title: notice.title, body: notice.body });
    notification.on('click', () => window.show(`/activity/${notice.entryId}`));
    notification.show();
  });
  const reviews = new QuietGate<Notice>((rows) => {
    const notice = reviewNotice(rows);
    if (!notice || !Notification.isSupported()) return;
    const notification = new Notification(notice);
    notification.on('click', () => window.show('/review'));
    notification.show();
  });
  const drops = new QuietGate<Notice>((rows) => {
    const notice = droppedNotice(rows);
    if (!notice || !Notification.isSupported()) return;
    const notification = new Notification(notice);
    notification.on('click', () => window.show('/clients'));
    notification.show();
  });
  const state = new DesktopState(
    (shown) => tray.show(shown),
    (rows) => gate.add(rows),
    (rows) => {
      reviews.add(rows.filter(needsReview));
      drops.add(rows.filter(isDropped));
    },
  );
  const place = appWorkplace();
  const desktop = {
    reveal: (file: string) => shell.showItemInFolder(file),
    // Addresses that the relay itself makes: the page only names one of them.
    open: (address: string) => void shell.openExternal(address),
  };
  const keeper = new HostKeeper(
    {
      onRunning: (host) => {
        state.follow(host.control);
        writeStartFile(place.folder.start, startCommand());
      },
      onFailure: (message) => state.fail(message),
    },
    { ...place, secrets: appSecrets(place.folder), desktop },
  );
  const tray = new RelayTray({
    open: (to) => window.show(to),
    pause: (minutes) => void keeper.call('relay.pause', { minutes }),
    resume: () => void keeper.call('relay.resume', {}),
    retry: () => void keeper.start(),
    quit: () => app.quit(),
    get startsAtLogin() {
      return loginItem.isOn;
    },
    setStartsAtLogin: (on) => loginItem.set(on),
  });

  carryControl(keeper);
  app.on('second-instance', (_event, argv) => {
    // A client's bridge may start the app beside one that is starting: nobody wants to see that.
    if (!argv.includes(HIDDEN_FLAG)) window.show();
  });
  app.on('activate', () => window.show());
  // The relay lives in the tray: no window is no reason to end.
  app.on('window-all-closed', () => {});
  app.on('before-quit', () => window.letClose());
  stopBeforeQuit(async () => {
    gate.close();
    reviews.close();
    drops.close();
    state.close();
    await keeper.stop();
  });

  if (!process.argv.includes(HIDDEN_FLAG)) window.show();
  await keeper.start();
}
