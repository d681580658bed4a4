/**
 * A path with its disguises taken off, and what they were. Percent encoding in several layers, overlong UTF-8 (RFC 3629
 * section 3 forbids it), full-width and look-alike dots and slashes, `0x2e`, null and control bytes.
 */
export interface CanonicalPath {
  /** Slashes forward, dots plain. */
  readonly path: string;
  /** Dots or slashes were written in a way that no program writes them. */
  readonly isDisguised: boolean;
  readonly hasNull: boolean;
}

const MAX_LAYERS = 4;

// Second bytes are those that path filters are probed with: the bits of `.`, `/` and `\` with the high ones varied.
const OVERLONG =
  /%(?:c[01]|e0%80|f0%80%80|f8%80%80%80|fc%80%80%80%80)(?:%(?:ae|2e|6e|5e|ee|fe|af|2f|5c|9c|1c|8s|9v|pc|qf)|\.)|%bg%qf/gi;
const OVERLONG_DOT = /(?:ae|[256]e|[ef]e|\.)$/i;
const CODE_POINT = /%u(2215|2216|2044|f025|efc8|ff0e|ff0f|ff3c|002e|002f|005c)/gi;
const HEX_UNIT = /(?:0x|\\x|\\u00)(2e|2f|5c)/gi;
/** `%%32%%66`: the digits of `%2f` encoded one by one. */
const NESTED = /%%(3[0-9])%%([36][0-9a-f])/gi;
const WIDE = /[\uff0e\u3002\uff0f\uff3c\u2215\u2216\u2044]/g;

export function canonicalPath(text: string): CanonicalPath {
  let path = text;
  let isDisguised = false;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const before = path;
    path = path
      .replace(NESTED, (_all, high: string, low: string) => `%${hexChar(high)}${hexChar(low)}`)
      .replace(OVERLONG, (bytes) => (OVERLONG_DOT.test(bytes) ? '.' : '/'))
      .replace(CODE_POINT, (_all, code: string) => (/^(?:ff0e|002e)$/i.test(code) ? '.' : '/'))
      .replace(HEX_UNIT, (_all, code: string) => dotOrSlash(code))
      .replace(WIDE, (char) => (char === '\uff0e' || char === '\u3002' ? '.' : '/'));
    if (path !== before) isDisguised = true;
    const decoded = path.replace(/%(2e|2f|5c|25|00|[3-7][0-9a-f])/gi, (all, code: string) => {
      if (/^(?:2e|2f|5c|6[1-9a-f]|7[0-9a]|25)$/i.test(code) && (layer > 0 || /^2e$/i.test(code))) isDisguised = true;
      return code === '00' ? all : hexChar(code);
    });
    if (decoded === before) break;
    path = decoded;
  }
  const hasNull = /%00|\\0(?!\d)|\\x00|\u0000/.test(path);
  return {
    path: path.replaceAll(/%0[0-9a-f]|\\x00|[\u0000-\u0008]/gi, '').replaceAll('\\', '/'),
    isDisguised,
    hasNull,
  };
}

function dotOrSlash(code: string): string {
  return code.toLowerCase() === '2e' ? '.' : '/';
}

function hexChar(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}
