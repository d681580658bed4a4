/** Switches of Electron's or Node's own, which Chromium would not know, and those that the host decides. */
const NOT_FOR_CHROMIUM = new Set([
  'inspect',
  'inspect-brk',
  'user-data-dir',
  'remote-debugging-pipe',
  'headless',
  'require',
]);

/** Lists that several parties add to. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  'disable-features': [
    'HttpsUpgrades',
    'HttpsFirstBalancedModeAutoEnable',
    'Translate',
    'OptimizationHints',
    'MediaRouter',
  ],
  'enable-features': [],
};

const OWN = [
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-sync',
  // Electron has no popup blocker: every window.open reaches the app's handler.
  '--disable-popup-blocking',
  '--disable-search-engine-choice-screen',
  '--password-store=basic',
  '--use-mock-keychain',
  // So that a refused camera is refused, and not just missing.
  '--use-fake-device-for-media-stream',
];

/** The command line of Chromium: the host's own switches and those given to the app or appended by it. */
export function chromiumArguments(switches: ReadonlyMap<string, string>, profile: string): string[] {
  const headless = process.env['ELECTRON_HOST_HEADED'] === undefined ? ['--headless=new'] : [];
  // Chromium refuses to run as root inside its sandbox.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const lists = Object.entries(LISTS).map(([name, own]) => {
    const given = switches.get(name)?.split(',') ?? [];
    return `--${name}=${[...new Set([...own, ...given])].filter((feature) => feature !== '').join(',')}`;
  });
  const given = [...switches]
    .filter(([name]) => name !== '' && !NOT_FOR_CHROMIUM.has(name) && !(name in LISTS))
    .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
  return [...new Set([...OWN, ...headless, ...sandbox, ...lists, ...given, `--user-data-dir=${profile}`])];
}
