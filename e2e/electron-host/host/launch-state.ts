/** What was started, and how: read from the command line once. */
export interface Launch {
  /** The launcher that stands for Electron's executable. */
  readonly executable: string;
  /** The Node that runs it, which process.execPath does not say: there the app finds the executable. */
  readonly node: string;
  readonly isPackaged: boolean;
  readonly resourcesPath: string;
  /** What app.getAppPath() answers; for a packed app the folder that its asar was unpacked to. */
  readonly appPath: string;
  readonly mainScript: string;
  readonly packageName: string | undefined;
  readonly version: string | undefined;
  /** Modules of `-r`, loaded before the app. */
  readonly preloads: readonly string[];
  readonly switches: Map<string, string>;
}

let current: Launch | undefined;

export function setLaunch(launch: Launch): void {
  current = launch;
}

/** What was started; available from the first line of the app on. */
export function launch(): Launch {
  if (current === undefined) throw new Error('electron-host: nothing was launched');
  return current;
}
