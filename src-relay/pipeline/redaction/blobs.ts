import { isUtf8 } from 'node:buffer';
import type { JsonPath, JsonValue } from '../../protocol/json.ts';
import { isJsonObject } from '../../protocol/json.ts';
import { placeKey } from './place.ts';

/** A file that is text. */
export interface TextFile {
  readonly text: string;
  readonly encoding: 'utf8' | 'utf16le' | 'latin1';
}

/** A text as a file like that one is, in base64. */
export function fileWith(text: string, { encoding }: TextFile): string {
  return Buffer.from(text, encoding).toString('base64');
}

/** A part of a message whose base64 files are read. */
export interface ReadBlobs {
  /** The part with what is in the files in place of their base64: what is scanned. */
  readonly value: JsonValue;
  /** The text files, by their place. */
  readonly texts: ReadonlyMap<string, TextFile>;
  /** Files that are no text: of these `value` has the legible runs. */
  readonly binaries: ReadonlySet<string>;
}

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/u;
/** Runs of printable ASCII at least this long are read in a file that is no text, as `strings` does. */
const LEGIBLE = /[\u0020-\u007e]{12,}/gu;
/** How deep files are looked for: contents of resources stand at the fourth level. */
const MAX_DEPTH = 12;

/**
 * Reads the files that stand as base64 in `blob` members (MCP 2025-11-25, BlobResourceContents); undefined where there are
 * none. They are read before the scan, so that what is found in one has its place in the file's own text.
 * @param source JSON text of `value`
 */
export function readBlobs(source: string, value: JsonValue): ReadBlobs | undefined {
  if (!source.includes('"blob"')) return undefined;
  const texts = new Map<string, TextFile>();
  const binaries = new Set<string>();
  const read = (node: JsonValue, path: JsonPath): JsonValue => {
    if (typeof node !== 'object' || node === null || path.length > MAX_DEPTH) return node;
    if (Array.isArray(node)) return node.map((item, index) => read(item, [...path, index]));
    const entries = Object.entries(node).map(([key, member]): [string, JsonValue] => {
      const at = [...path, key];
      if (member === undefined) return [key, null];
      if (key !== 'blob' || typeof member !== 'string') return [key, read(member, at)];
      const file = fileOf(member);
      if (!file) return [key, member];
      const encoding = encodingOf(file);
      if (encoding) {
        const text = file.toString(encoding);
        texts.set(placeKey(at, false), { text, encoding });
        return [key, text];
      }
      binaries.add(placeKey(at, false));
      return [key, (file.toString('latin1').match(LEGIBLE) ?? []).join('\n')];
    });
    // A key may be __proto__: assigned it would vanish.
    return Object.fromEntries(entries);
  };
  const readValue = isJsonObject(value) || Array.isArray(value) ? read(value, []) : value;
  return texts.size + binaries.size === 0 ? undefined : { value: readValue, texts, binaries };
}

function fileOf(text: string): Buffer | undefined {
  const compact = text.replaceAll(/\s/gu, '');
  return compact.length > 0 && BASE64.test(compact) ? Buffer.from(compact, 'base64') : undefined;
}

/** How a text file is written; undefined for what is no text. */
function encodingOf(file: Buffer): TextFile['encoding'] | undefined {
  if (isUtf8(file) && !file.includes(0)) return 'utf8';
  if (file.length % 2 === 0 && file[0] === 0xff && file[1] === 0xfe) return 'utf16le';
  // What no text of a one-byte encoding has: control characters.
  return file.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13) ? 'latin1' : undefined;
}
