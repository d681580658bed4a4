// Where @electron/fuses looks for the fuses in Electron's executable.
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const VERSION = 1;

/** As Electron is built: runAsNode, NODE_OPTIONS, inspect arguments, file privileges and WASM trap handlers are on. */
const FUSES = '101100011';

/** The fuses as they stand in an executable: version, number, and a character for each. */
export function fuseWire(): string {
  return `${SENTINEL}${String.fromCodePoint(VERSION, FUSES.length)}${FUSES}`;
}
