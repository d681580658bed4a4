import type * as Electron from 'electron';

/** What the app asked of the operating system: kept for its own questions, and nothing of the system is changed. */
export class SystemRegistrations {
  #opensAtLogin = false;
  readonly #protocols = new Set<string>();

  setLoginItem(settings: Electron.Settings): void {
    this.#opensAtLogin = settings.openAtLogin ?? false;
  }

  loginItem(): Electron.LoginItemSettings {
    return {
      openAtLogin: this.#opensAtLogin,
      wasOpenedAtLogin: false,
      status: this.#opensAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: this.#opensAtLogin,
      launchItems: [],
    };
  }

  addProtocol(protocol: string): boolean {
    this.#protocols.add(protocol);
    return true;
  }

  removeProtocol(protocol: string): boolean {
    return this.#protocols.delete(protocol);
  }

  hasProtocol(protocol: string): boolean {
    return this.#protocols.has(protocol);
  }
}
