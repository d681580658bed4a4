import { versionResource } from './windows-version.ts';

const FILE_ALIGNMENT = 0x200;
const SECTION_ALIGNMENT = 0x1000;
const HEADERS_SIZE = 0x400;
const DOS_HEADER_SIZE = 64;
const COFF_HEADER_SIZE = 24;
const OPTIONAL_HEADER_SIZE = 240;
const SECTION_HEADER_SIZE = 40;
const READABLE_DATA = 0x4000_0040;

interface Section {
  readonly name: string;
  readonly address: number;
  readonly offset: number;
  readonly content: Buffer;
}

const aligned = (size: number, alignment: number): number => Math.ceil(size / alignment) * alignment;
const onDisk = (section: Section): number => aligned(section.content.length, FILE_ALIGNMENT);
const inMemory = (section: Section): number => aligned(section.content.length, SECTION_ALIGNMENT);

function optionalHeader(resources: Section, imageSize: number): Buffer {
  const header = Buffer.alloc(OPTIONAL_HEADER_SIZE);
  header.writeUInt16LE(0x20b, 0); // PE32+
  header.writeBigUInt64LE(0x1_4000_0000n, 24);
  header.writeUInt32LE(SECTION_ALIGNMENT, 32);
  header.writeUInt32LE(FILE_ALIGNMENT, 36);
  header.writeUInt16LE(10, 40); // Windows 10
  header.writeUInt16LE(10, 48);
  header.writeUInt32LE(imageSize, 56);
  header.writeUInt32LE(HEADERS_SIZE, 60);
  header.writeUInt16LE(2, 68); // a program with windows
  header.writeUInt32LE(16, 108);
  header.writeUInt32LE(resources.address, 112 + 2 * 8);
  header.writeUInt32LE(resources.content.length, 116 + 2 * 8);
  return header;
}

function coffHeader(sections: number): Buffer {
  const header = Buffer.alloc(COFF_HEADER_SIZE);
  header.write('PE\0\0', 0, 'latin1');
  header.writeUInt16LE(0x8664, 4); // x64
  header.writeUInt16LE(sections, 6);
  header.writeUInt16LE(OPTIONAL_HEADER_SIZE, 20);
  header.writeUInt16LE(0x22, 22); // runs, and may use large addresses
  return header;
}

function sectionHeader(section: Section): Buffer {
  const header = Buffer.alloc(SECTION_HEADER_SIZE);
  header.write(section.name, 0, 'latin1');
  header.writeUInt32LE(section.content.length, 8);
  header.writeUInt32LE(section.address, 12);
  header.writeUInt32LE(onDisk(section), 16);
  header.writeUInt32LE(section.offset, 20);
  header.writeUInt32LE(READABLE_DATA, 36);
  return header;
}

/**
 * The smallest Windows executable that electron-builder can edit: one section of given data, and one of resources with
 * a version, to which it adds the app's icon, names and the checksum of its asar. It contains no code.
 */
export function windowsExecutable(data: Buffer): Buffer {
  const first = { name: '.rdata', address: SECTION_ALIGNMENT, offset: HEADERS_SIZE, content: data };
  const address = first.address + inMemory(first);
  const resources = {
    name: '.rsrc',
    address,
    offset: first.offset + onDisk(first),
    content: versionResource(address),
  };
  const dosHeader = Buffer.alloc(DOS_HEADER_SIZE);
  dosHeader.write('MZ', 0, 'latin1');
  dosHeader.writeUInt32LE(DOS_HEADER_SIZE, 60);
  const headers = Buffer.concat([
    dosHeader,
    coffHeader(2),
    optionalHeader(resources, address + inMemory(resources)),
    sectionHeader(first),
    sectionHeader(resources),
  ]);
  const file = Buffer.alloc(resources.offset + onDisk(resources));
  headers.copy(file);
  first.content.copy(file, first.offset);
  resources.content.copy(file, resources.offset);
  return file;
}
