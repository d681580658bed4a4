/** True for characters that leave no mark on the screen: zero width, bidi controls, fillers, soft hyphen, selectors. */
export function isInvisible(code: number): boolean {
  return (
    code === 0xad ||
    code === 0x34f ||
    code === 0x61c ||
    code === 0x115f ||
    code === 0x1160 ||
    (code >= 0x180b && code <= 0x180f) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0x3164 ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0xfeff ||
    code === 0xffa0 ||
    (code >= 0x1d173 && code <= 0x1d17a) ||
    (code >= 0xe0000 && code <= 0xe01ef)
  );
}

/** Bidirectional embeddings, overrides and isolates: they change the order in which text is shown. */
export function isBidiControl(code: number): boolean {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/** The ASCII character that a Unicode tag character carries, or 0. */
export function tagToAscii(code: number): number {
  return code >= 0xe0020 && code <= 0xe007e ? code - 0xe0000 : 0;
}

/** The byte that a variation selector carries when used to smuggle data, or -1. */
export function selectorToByte(code: number): number {
  if (code >= 0xfe00 && code <= 0xfe0f) return code - 0xfe00;
  if (code >= 0xe0100 && code <= 0xe01ef) return code - 0xe0100 + 16;
  return -1;
}
