import type * as Electron from 'electron';
import { notImplemented, refused } from './guard.ts';

const KNOWN_WEB_PREFERENCES: ReadonlySet<string> = new Set([
  'preload',
  'nodeIntegration',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'contextIsolation',
  'sandbox',
  'webSecurity',
  'allowRunningInsecureContent',
  'webviewTag',
  'devTools',
  'spellcheck',
  'backgroundThrottling',
  'additionalArguments',
  'navigateOnDragDrop',
  'safeDialogs',
  'disableDialogs',
  'autoplayPolicy',
  'enableWebSQL',
  'experimentalFeatures',
  'defaultEncoding',
  'zoomFactor',
]);

/** What would weaken a window. The host has sandboxed, isolated windows only, and says so instead of pretending. */
function refuseWeakening(preferences: Electron.WebPreferences): void {
  const weakening = {
    nodeIntegration: preferences.nodeIntegration === true,
    nodeIntegrationInWorker: preferences.nodeIntegrationInWorker === true,
    nodeIntegrationInSubFrames: preferences.nodeIntegrationInSubFrames === true,
    'contextIsolation: false': preferences.contextIsolation === false,
    'sandbox: false': preferences.sandbox === false,
    'webSecurity: false': preferences.webSecurity === false,
    allowRunningInsecureContent: preferences.allowRunningInsecureContent === true,
    webviewTag: preferences.webviewTag === true,
    experimentalFeatures: preferences.experimentalFeatures === true,
  };
  for (const [name, isAsked] of Object.entries(weakening)) {
    if (isAsked) refused(`a window with ${name}`);
  }
}

/** Refuses what a window here cannot be, and what the host has never heard of. */
export function checkWebPreferences(preferences: Electron.WebPreferences): void {
  refuseWeakening(preferences);
  for (const [name, value] of Object.entries(preferences)) {
    if (value !== undefined && !KNOWN_WEB_PREFERENCES.has(name)) notImplemented(`the web preference '${name}'`);
  }
}
