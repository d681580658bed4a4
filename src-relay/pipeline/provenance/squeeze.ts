import { isInvisible } from '../../scan/normalise/invisible.ts';

/** A text without what formatting changes, and the way back. Valid until the next text is squeezed: the buffers are shared. */
export interface Squeezed {
  readonly codes: Uint16Array;
  /** Where each code stands in the text. */
  readonly at: Int32Array;
  readonly length: number;
}

/** Buffers of this length are kept; longer ones are made for one text. */
const KEPT = 64 * 1024;
let codes = new Uint16Array(1024);
let places = new Int32Array(1024);

/**
 * Letters and digits in lower case and nothing else: blanks, punctuation, quotes and line breaks are what changes when a
 * text is wrapped, quoted or written into JSON.
 */
export function squeeze(text: string): Squeezed {
  const [own, at] =
    text.length > KEPT ? [new Uint16Array(text.length), new Int32Array(text.length)] : shared(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = folded(text.charCodeAt(i));
    if (code === 0) continue;
    own[length] = code;
    at[length] = i;
    length += 1;
  }
  return { codes: own, at, length };
}

function shared(length: number): [Uint16Array<ArrayBuffer>, Int32Array<ArrayBuffer>] {
  if (codes.length < length) {
    codes = new Uint16Array(Math.min(KEPT, length * 2));
    places = new Int32Array(codes.length);
  }
  return [codes, places];
}

/** 0 for what is left out. */
function folded(code: number): number {
  if (code < 128) {
    if (code >= 97 && code <= 122) return code;
    if (code >= 65 && code <= 90) return code + 32;
    return code >= 48 && code <= 57 ? code : 0;
  }
  // Latin-1 signs, general and CJK punctuation.
  if (code < 0xc0 || (code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x303f)) return 0;
  if (isInvisible(code)) return 0;
  const isUpper =
    (code <= 0xde && code !== 0xd7) || (code >= 0x391 && code <= 0x3a9) || (code >= 0x410 && code <= 0x42f);
  return isUpper ? code + 32 : code;
}
