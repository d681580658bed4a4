import type * as Electron from 'electron';
import { mkdirSync } from 'node:fs';
import { AppPaths, type PathName } from './app-paths.ts';
import { chromium, isChromiumRunning } from './chromium.ts';
import { commandLine } from './command-line.ts';
import { makeDock } from './dock.ts';
import { makeEvent } from './event.ts';
import { asWhole, GuardedEmitter, named } from './guard.ts';
import { launch } from './launch-state.ts';
import { Menu } from './menu.ts';
import { Quitting } from './quitting.ts';
import { relaunchOnExit } from './relaunch.ts';
import { SingleInstance } from './single-instance.ts';
import { SystemRegistrations } from './system-registrations.ts';

const LOCALE = 'en-US';

/** Electron's `app`, from the first line of the main script to the end of the process. */
class App
  extends GuardedEmitter
  implements
    Pick<
      Electron.App,
      | 'name'
      | 'commandLine'
      | 'dock'
      | 'isPackaged'
      | 'applicationMenu'
      | 'badgeCount'
      | 'isReady'
      | 'whenReady'
      | 'quit'
      | 'exit'
      | 'relaunch'
      | 'focus'
      | 'getName'
      | 'setName'
      | 'getVersion'
      | 'getAppPath'
      | 'getPath'
      | 'setPath'
      | 'setAppLogsPath'
      | 'getLocale'
      | 'getLocaleCountryCode'
      | 'getSystemLocale'
      | 'getPreferredSystemLanguages'
      | 'requestSingleInstanceLock'
      | 'hasSingleInstanceLock'
      | 'releaseSingleInstanceLock'
      | 'setAppUserModelId'
      | 'setDesktopName'
      | 'setLoginItemSettings'
      | 'getLoginItemSettings'
      | 'setAsDefaultProtocolClient'
      | 'removeAsDefaultProtocolClient'
      | 'isDefaultProtocolClient'
      | 'setBadgeCount'
      | 'getBadgeCount'
      | 'enableSandbox'
      | 'disableHardwareAcceleration'
      | 'isHardwareAccelerationEnabled'
      | 'setAboutPanelOptions'
    >
{
  readonly commandLine = asWhole<Electron.CommandLine>(commandLine);
  readonly dock: Electron.Dock | undefined = makeDock();
  badgeCount = 0;
  #name: string | undefined;
  #isReady = false;
  #isAccelerated = true;
  readonly #ready = Promise.withResolvers<void>();
  readonly #paths = new AppPaths(() => this.name);
  readonly #instance = new SingleInstance();
  readonly #system = new SystemRegistrations();
  readonly #quitting = new Quitting(this, (exitCode) => void this.#end(exitCode));

  get name(): string {
    return this.#name ?? launch().packageName ?? 'Electron';
  }

  set name(name: string) {
    this.#name = name;
  }

  get isPackaged(): boolean {
    return launch().isPackaged;
  }

  get applicationMenu(): Electron.Menu | null {
    return Menu.getApplicationMenu();
  }

  set applicationMenu(menu: Electron.Menu | null) {
    Menu.setApplicationMenu(menu);
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  quit(): void {
    this.#quitting.quit();
  }

  /** Before `ready` there is no message loop yet: Electron ends the process there and then. */
  exit(exitCode = 0): void {
    if (this.#isReady) this.#quitting.exit(exitCode);
    else process.exit(exitCode);
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    relaunchOnExit(options);
  }

  /** There is no window manager here whose attention the app could take. */
  focus(_options?: Electron.FocusOptions): void {}

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  /** A script without a package.json has Electron's own version. */
  getVersion(): string {
    return launch().version ?? process.versions['electron'] ?? '';
  }

  getAppPath(): string {
    return launch().appPath;
  }

  getPath(name: PathName): string {
    return this.#paths.get(name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  setAppLogsPath(path = this.#paths.get('logs')): void {
    mkdirSync(path, { recursive: true });
    this.#paths.set('logs', path);
  }

  getLocale(): string {
    return commandLine.getSwitchValue('lang') || LOCALE;
  }

  getLocaleCountryCode(): string {
    return this.getLocale().split('-')[1] ?? '';
  }

  getSystemLocale(): string {
    return LOCALE;
  }

  getPreferredSystemLanguages(): string[] {
    return [LOCALE];
  }

  requestSingleInstanceLock(additionalData?: object): boolean {
    return this.#instance.request(this.#paths.get('userData'), additionalData, (second) => {
      // As in Electron, an app that is still starting hears of it when it is ready.
      void this.#ready.promise.then(() =>
        this.emit('second-instance', makeEvent({}), second.argv, second.workingDirectory, second.additionalData),
      );
    });
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance.has();
  }

  releaseSingleInstanceLock(): void {
    this.#instance.release();
  }

  /** Windows only; elsewhere Electron ignores it too. */
  setAppUserModelId(_id: string): void {}

  setDesktopName(_name: string): void {}

  setLoginItemSettings(settings: Electron.Settings): void {
    this.#system.setLoginItem(settings);
  }

  getLoginItemSettings(_options?: Electron.LoginItemSettingsOptions): Electron.LoginItemSettings {
    return this.#system.loginItem();
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    return this.#system.addProtocol(protocol);
  }

  removeAsDefaultProtocolClient(protocol: string): boolean {
    return this.#system.removeProtocol(protocol);
  }

  isDefaultProtocolClient(protocol: string): boolean {
    return this.#system.hasProtocol(protocol);
  }

  setBadgeCount(count = 0): boolean {
    this.badgeCount = count;
    return true;
  }

  getBadgeCount(): number {
    return this.badgeCount;
  }

  /** Every window here has a sandbox already. */
  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  disableHardwareAcceleration(): void {
    if (this.#isReady) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready');
    this.#isAccelerated = false;
  }

  isHardwareAccelerationEnabled(): boolean {
    return this.#isAccelerated;
  }

  setAboutPanelOptions(_options: Electron.AboutPanelOptionsOptions): void {}

  /** Called by the host once the main script has run and Chromium is up. */
  becomeReady(): void {
    this.emit('will-finish-launching', makeEvent({}));
    this.#isReady = true;
    this.#ready.resolve();
    this.emit('ready', makeEvent({}), {});
  }

  async #end(exitCode: number): Promise<void> {
    if (isChromiumRunning()) await chromium().end();
    process.exit(exitCode);
  }
}

export const app = named('app', new App());
