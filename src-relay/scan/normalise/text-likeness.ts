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

/** Whether the bytes are UTF-8, a character cut at the end forgiven. By hand: TextDecoder costs microseconds a call. */
function isUtf8Prefix(bytes: Uint8Array): boolean {
  let following = 0;
  for (const byte of bytes) {
    if (following > 0) {
      if ((byte & 0xc0) !== 0x80) return false;
      following--;
    } else if (byte >= 0xc2 && byte < 0xe0) following = 1;
    else if (byte >= 0xe0 && byte < 0xf0) following = 2;
    else if (byte >= 0xf0 && byte < 0xf5) following = 3;
    else if (byte >= 0x80) return false;
  }
  return true;
}
