/**
 * Whether decoded bytes read like text somebody wrote: valid UTF-8 or ASCII, hardly any control characters, and blanks
 * or enough letters. Looks at the beginning only, so that random data costs next to nothing.
 */
export function looksLikeText(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, 96);
  if (length < 8) return false;
  let letters = 0;
  let high = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) return false;
    if (byte === 127) return false;
    if (byte >= 128) high++;
    else if ((byte | 32) >= 97 && (byte | 32) <= 122) letters++;
  }
  if (high === 0) return letters * 2 >= length;
  return isUtf8Prefix(bytes.subarray(0, length)) && (letters + high) * 2 >= length;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function isUtf8Prefix(bytes: Uint8Array): boolean {
  try {
    // `stream` forgives a character cut at the end of the sample; the second call drops what was kept.
    decoder.decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  } finally {
    resetDecoder();
  }
}

function resetDecoder(): void {
  try {
    decoder.decode();
  } catch {
    // An incomplete last character is expected here: the sample is cut at a fixed length.
  }
}
