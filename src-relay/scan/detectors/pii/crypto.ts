import { createHash } from 'node:crypto';
import { keccak256 } from './keccak.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const RIPPLE = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Version bytes of addresses of 20 bytes: Bitcoin, Litecoin, Dogecoin, Dash, Zcash (two bytes), Tron; test networks. */
const VERSIONS = new Set([0x00, 0x05, 0x30, 0x32, 0x1e, 0x16, 0x4c, 0x10, 0x41, 0x6f, 0xc4, 0x3a, 0x71]);
const ZCASH = new Set([0x1cb8, 0x1cbd]);
const HUMAN_PARTS = /^(?:bc|tb|ltc|tltc|bcrt|addr|cosmos|osmo|celestia|inj|terra|bnb|dgb|btg|vtc)1/;

/**
 * True where a word of 26 to 110 letters and digits is a wallet's address whose own checksum holds: Base58Check, Bech32
 * (BIP 173 and 350), the mixed case of EIP-55; an Ethereum address in one case has none and passes.
 */
export function isWallet(word: string): boolean {
  if (/^0x[\da-f]{40}$/i.test(word)) return isEthereum(word.slice(2));
  if (/^[13mn2LMD9AXtTr7][1-9A-HJ-NP-Za-km-z]{24,34}$/.test(word) && /\d/.test(word))
    return isBase58(word, word.startsWith('r') ? RIPPLE : BASE58, word.startsWith('r'));
  return HUMAN_PARTS.test(word.toLowerCase()) && isBech32(word);
}

/** True where a word has the form of an address and nothing to check it by: to be believed where the text calls it one. */
export function looksLikeWallet(word: string): boolean {
  return (
    /^[13][1-9A-HJ-NP-Za-km-z]{25,33}$/.test(word) ||
    /^[LMDX][1-9A-HJ-NP-Za-km-z]{25,33}$/.test(word) ||
    /^(?:bc1|ltc1)[a-z\d]{25,59}$/.test(word) ||
    /^[48][\dAB][1-9A-HJ-NP-Za-km-z]{93}$/.test(word) ||
    /^(?=.{0,40}\d)(?=.{0,40}[a-z])(?=.{0,40}[A-Z])[1-9A-HJ-NP-Za-km-z]{43,44}$/.test(word)
  );
}

function isEthereum(hex: string): boolean {
  if (/^(.)\1{39}$/.test(hex) || /^0{20}/.test(hex)) return false;
  const lower = hex.toLowerCase();
  if (hex === lower || hex === hex.toUpperCase()) return true;
  const hash = keccak256(lower);
  for (let i = 0; i < 40; i++) {
    const isUpper = (((hash[i >> 1] ?? 0) >> (i % 2 === 0 ? 4 : 0)) & 15) >= 8;
    const char = hex.charAt(i);
    if (char !== (isUpper ? char.toUpperCase() : char.toLowerCase())) return false;
  }
  return true;
}

function isBase58(word: string, alphabet: string, isRipple: boolean): boolean {
  let value = 0n;
  for (const char of word) {
    const digit = alphabet.indexOf(char);
    if (digit < 0) return false;
    value = value * 58n + BigInt(digit);
  }
  const bytes = Buffer.from(value.toString(16).padStart(50, '0'), 'hex');
  const isZcash = bytes.length === 26 && ZCASH.has(bytes.readUInt16BE(0));
  if (bytes.length !== 25 && !isZcash) return false;
  if (!isZcash && !(isRipple ? bytes[0] === 0 : VERSIONS.has(bytes[0] ?? 0))) return false;
  const body = bytes.subarray(0, -4);
  return sha256(sha256(body)).subarray(0, 4).equals(bytes.subarray(-4));
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function isBech32(word: string): boolean {
  const lower = word.toLowerCase();
  if (word !== lower && word !== word.toUpperCase()) return false;
  const at = lower.lastIndexOf('1');
  const values = Array.from(lower.slice(at + 1), (char) => BECH32.indexOf(char));
  if (values.length < 12 || values.includes(-1)) return false;
  const prefix = Array.from(lower.slice(0, at), (char) => char.charCodeAt(0));
  const rest = polymod([...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...values]);
  return rest === 1 || rest === 0x2bc830a3;
}

const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function polymod(values: readonly number[]): number {
  let rest = 1;
  for (const value of values) {
    const top = rest >>> 25;
    rest = ((rest & 0x1ffffff) << 5) ^ value;
    for (let i = 0; i < 5; i++) if (((top >> i) & 1) !== 0) rest ^= GENERATOR[i] ?? 0;
  }
  return rest >>> 0;
}
