import { fileURLToPath } from 'node:url';
import { electronVersion, placeholder, writeFiles } from './files.ts';
import { fuseWire } from './fuse-wire.ts';

const HOST_CODE = fileURLToPath(new URL('../host', import.meta.url));
const LOCALES = ['de', 'en-GB', 'en-US', 'fr'];
const PARTS = [
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'icudtl.dat',
  'libEGL.so',
  'libffmpeg.so',
  'libGLESv2.so',
  'libvk_swiftshader.so',
  'libvulkan.so.1',
  'LICENSE',
  'LICENSES.chromium.html',
  'resources.pak',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'vk_swiftshader_icd.json',
];

/** The launcher of a packed app: it finds the stand-in where it is now, and its own fuses in its last line. */
function launcher(): string {
  return `#!/bin/sh
self=$(readlink -f -- "$0")
here=$(dirname -- "$self")
ELECTRON_HOST_CODE='${HOST_CODE.replaceAll("'", String.raw`'\''`)}'
. "$ELECTRON_HOST_CODE/launcher.sh"
exit 1
# fuses ${fuseWire()}
`;
}

/** Electron for Linux, whose executable is a launcher of the stand-in. */
export function writeLinuxDist(folder: string, executableName: string): void {
  writeFiles(folder, { version: electronVersion() });
  writeFiles(folder, Object.fromEntries(PARTS.map((name) => [name, placeholder(name)])));
  writeFiles(folder, Object.fromEntries(LOCALES.map((name) => [`locales/${name}.pak`, placeholder(name)])));
  writeFiles(
    folder,
    {
      [executableName]: launcher(),
      'chrome-sandbox': placeholder('chrome-sandbox'),
      chrome_crashpad_handler: placeholder('chrome_crashpad_handler'),
    },
    0o755,
  );
}
