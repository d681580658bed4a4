import { electronVersion } from './files.ts';

const ENGLISH = 0x0409;
const UNICODE = 1200;
const VERSION_TYPE = 16;

const wide = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');
const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

/** One entry of a version resource: its size, its value's size and kind, its name, value and what it contains. */
function entry(name: string, value: Buffer | string, children: readonly Buffer[] = []): Buffer {
  const isText = typeof value === 'string';
  const bytes = isText ? wide(value) : value;
  const head = Buffer.alloc(6);
  head.writeUInt16LE(isText ? bytes.length / 2 : bytes.length, 2);
  head.writeUInt16LE(isText ? 1 : 0, 4);
  const all = Buffer.concat([padded(Buffer.concat([head, wide(name)])), padded(bytes), ...children.map(padded)]);
  all.writeUInt16LE(all.length, 0);
  return all;
}

function fixedInfo(version: string): Buffer {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const info = Buffer.alloc(52);
  info.writeUInt32LE(0xfeef_04bd, 0);
  info.writeUInt32LE(0x1_0000, 4);
  for (const offset of [8, 16]) {
    info.writeUInt32LE(major * 0x1_0000 + minor, offset);
    info.writeUInt32LE(patch * 0x1_0000, offset + 4);
  }
  info.writeUInt32LE(0x3f, 24);
  info.writeUInt32LE(0x4_0004, 32); // Windows NT
  info.writeUInt32LE(1, 36); // a program
  return info;
}

function versionInfo(): Buffer {
  const version = electronVersion();
  const strings = {
    FileDescription: 'Electron',
    FileVersion: version,
    ProductName: 'Electron',
    ProductVersion: version,
  };
  const table = entry(
    '040904B0',
    Buffer.alloc(0),
    Object.entries(strings).map(([name, value]) => entry(name, value)),
  );
  const translation = Buffer.alloc(4);
  translation.writeUInt16LE(ENGLISH, 0);
  translation.writeUInt16LE(UNICODE, 2);
  return entry('VS_VERSION_INFO', fixedInfo(version), [
    entry('StringFileInfo', Buffer.alloc(0), [table]),
    entry('VarFileInfo', Buffer.alloc(0), [entry('Translation', translation)]),
  ]);
}

/** A directory with one entry, which is another directory or the data. */
function directory(id: number, target: number, isDirectory: boolean): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt16LE(1, 14);
  bytes.writeUInt32LE(id, 16);
  bytes.writeUInt32LE(target + (isDirectory ? 0x8000_0000 : 0), 20);
  return bytes;
}

/** The contents of a resource section at that address: nothing but Electron's version. */
export function versionResource(address: number): Buffer {
  const info = versionInfo();
  const data = Buffer.alloc(16);
  const start = 3 * 24 + data.length;
  data.writeUInt32LE(address + start, 0);
  data.writeUInt32LE(info.length, 4);
  data.writeUInt32LE(UNICODE, 8);
  return Buffer.concat([
    directory(VERSION_TYPE, 24, true),
    directory(1, 48, true),
    directory(ENGLISH, 72, false),
    data,
    info,
  ]);
}
