import { decodeValue, encodeValue } from '../values.ts';
import { makeBridge } from './bridge.ts';
import { watchKeys } from './keys.ts';
import { catchOpenings } from './openings.ts';
import { OWNED_BY_PRELOAD, pageEnd } from './page-end.ts';
import { preloadEnd } from './preload-end.ts';
import { watchTitle } from './title.ts';

/** How the worlds of one window find each other; each is made up anew, so that no page can guess it. */
export interface WorldNames {
  readonly world: string;
  readonly handshake: string;
  readonly post: string;
  readonly receive: string;
}

// Only the main frame has a preload script; frames inside it get neither bridge nor channel.
const inMainFrame = (text: string): string => `if (globalThis.parent === globalThis) {\n(() => {\n${text}\n})();\n}`;

// The functions are sent as text. In a page they know one another by these names.
const SHARED = [
  encodeValue.toString(),
  decodeValue.toString(),
  makeBridge.toString(),
  'const encode = encodeValue, decode = decodeValue, bridge = makeBridge;',
].join('\n');

// What only the preload script's world is for.
const WATCHERS = [
  `const openings = ${catchOpenings.toString()};`,
  `const titles = ${watchTitle.toString()};`,
  `const keys = ${watchKeys.toString()};`,
].join('\n');

/** What runs in the page's own world before its scripts. */
export function pageScript(names: WorldNames): string {
  return inMainFrame(
    `${SHARED}\n(${pageEnd.toString()})(${JSON.stringify(names.handshake)}, ${JSON.stringify(OWNED_BY_PRELOAD)});`,
  );
}

/** The preload script as Electron would wrap it, in a function of its own. */
export function wrapPreload(source: string): string {
  return `(({ require, module, process }) => { const { exports } = module, global = globalThis;\n(function () {\n${source}\n}).call(exports);\n})`;
}

/** What runs in the preload script's world, the script included. */
export function preloadScript(names: WorldNames, environment: object, preload: string): string {
  const given = [JSON.stringify(names), JSON.stringify(environment), wrapPreload(preload)];
  return inMainFrame(`${SHARED}\n${WATCHERS}\n(${preloadEnd.toString()})(${given.join(', ')});`);
}
