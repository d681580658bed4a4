/** From so many bytes on printable is proof enough: random bytes of this length all print once in 10 million times. */
const CERTAIN_LENGTH = 16;

/**
 * Whether decoded bytes read like text somebody wrote: valid UTF-8 or ASCII without control characters, and in a short
 * text enough letters. Looks at the beginning only, so that random data costs next to nothing.
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
  // Random bytes of this length without a control character, or that happen to be UTF-8, do not occur: a log, a CSV or a
  // token that is mostly digits is text as well.
  if (length >= CERTAIN_LENGTH) return high === 0 || isUtf8Prefix(bytes.subarray(0, length));
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
