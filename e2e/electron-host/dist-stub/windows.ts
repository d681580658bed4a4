import { electronVersion, placeholder, writeFiles } from './files.ts';
import { fuseWire } from './fuse-wire.ts';
import { windowsExecutable } from './windows-executable.ts';

const LOCALES = ['de', 'en-GB', 'en-US', 'fr'];
const PARTS = [
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'd3dcompiler_47.dll',
  'dxcompiler.dll',
  'dxil.dll',
  'ffmpeg.dll',
  'icudtl.dat',
  'libEGL.dll',
  'libGLESv2.dll',
  'LICENSE',
  'LICENSES.chromium.html',
  'resources.pak',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'vk_swiftshader.dll',
  'vk_swiftshader_icd.json',
  'vulkan-1.dll',
];

/** Electron for Windows, to be packed only: its executable has the fuses and the resources that packing edits. */
export function writeWindowsDist(folder: string, executableName: string): void {
  writeFiles(folder, { version: electronVersion() });
  writeFiles(folder, Object.fromEntries(PARTS.map((name) => [name, placeholder(name)])));
  writeFiles(folder, Object.fromEntries(LOCALES.map((name) => [`locales/${name}.pak`, placeholder(name)])));
  writeFiles(folder, { [`${executableName}.exe`]: windowsExecutable(Buffer.from(fuseWire(), 'latin1')) });
}
