import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Before anything else is loaded: what was compiled once starts in half the time.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/electron-host', import.meta.url)));

const { readLaunch } = await import('./read-launch.ts');
const { setLaunch } = await import('./launch-state.ts');
const { registerElectronModule } = await import('./module-hooks.ts');

// Everything after this reads what was launched, and `electron` has to resolve before any hook of -r loads.
setLaunch(await readLaunch(process.argv.slice(2)));
registerElectronModule();
const { boot } = await import('./boot.ts');
await boot();
