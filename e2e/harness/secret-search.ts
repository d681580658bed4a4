import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files below the folder (database, WAL and logs included) whose bytes hold the text in any usual encoding. */
export function filesWith(folder: string, secret: string): readonly string[] {
  const forms = [
    Buffer.from(secret, 'utf8'),
    Buffer.from(secret, 'utf16le'),
    ...innerBase64(secret).map((form) => Buffer.from(form)),
    Buffer.from(Buffer.from(secret).toString('hex')),
  ];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = bytesOf(path);
      return forms.some((form) => bytes.includes(form));
    });
}

/** A file may go while one looks: then it holds nothing. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (existsSync(path)) throw error;
    return Buffer.alloc(0);
  }
}

/** The base64 text of the secret at the three offsets it can have in a longer text, without the uncertain edges. */
function innerBase64(secret: string): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(`${'x'.repeat(offset)}${secret}`)
      .toString('base64')
      .replaceAll('=', '');
    return encoded.slice(offset === 0 ? 0 : 4, -2);
  });
}
