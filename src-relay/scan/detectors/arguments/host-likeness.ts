import { domainToUnicode } from 'node:url';
import { HOMOGLYPHS } from '../../normalise/homoglyphs.ts';

/** Names that phishing borrows most. */
const BRANDS: ReadonlySet<string> = new Set([
  'paypal',
  'apple',
  'icloud',
  'microsoft',
  'office365',
  'outlook',
  'google',
  'gmail',
  'facebook',
  'instagram',
  'whatsapp',
  'amazon',
  'netflix',
  'fedex',
  'usps',
  'chase',
  'wellsfargo',
  'bankofamerica',
  'citibank',
  'hsbc',
  'barclays',
  'santander',
  'coinbase',
  'binance',
  'metamask',
  'trustwallet',
  'ledger',
  'steamcommunity',
  'discord',
  'telegram',
  'dropbox',
  'docusign',
  'linkedin',
  'adobe',
  'zillow',
  'roblox',
  'github',
  'walmart',
  'ebay',
  'spotify',
  'yahoo',
  'kraken',
  'opensea',
  'uniswap',
  'airbnb',
  'booking',
  'revolut',
  'stripe',
  'twitter',
  'tiktok',
  'youtube',
  'windows',
  'norton',
  'mcafee',
  'cloudflare',
]);
const LEET: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b' };
const MIN_TYPO = 6;
/** Brands long enough to be told in a longer word or a mistyped one. */
const LONG_BRANDS = [...BRANDS].filter((brand) => brand.length >= MIN_TYPO);

/** Brands that are words, or a letter away from one: `cooking` is not a mistyped `booking`. */
const WORDS: ReadonlySet<string> = new Set([
  'apple',
  'chase',
  'amazon',
  'ledger',
  'discord',
  'adobe',
  'booking',
  'stripe',
  'twitter',
  'windows',
  'norton',
  'kraken',
  'outlook',
  'telegram',
  'yahoo',
  'tiktok',
  'gmail',
]);

/**
 * How much of a brand a host borrows without being the brand's own: 2 for its name or one mistyped by a letter, 3 where
 * digits stand for letters, else 0.
 */
export function borrowedBrand(host: string): 0 | 2 | 3 {
  const words = host.split(/[.-]/).slice(0, 12);
  const plain = words.map((word) => word.replaceAll(/[0134578]/g, (digit) => LEET[digit] ?? digit));
  if (plain.some((word, i) => word !== words[i] && BRANDS.has(word) && !isOwnDomain(host, word))) return 3;
  return words.some((word) => borrowsName(host, word)) ? 2 : 0;
}

function borrowsName(host: string, word: string): boolean {
  if (BRANDS.has(word) && !isOwnDomain(host, word)) return true;
  if (word.length < MIN_TYPO - 1) return false;
  for (const brand of LONG_BRANDS) {
    const isLike = (word.length <= 30 && word.includes(brand)) || (!WORDS.has(brand) && isOneOff(word, brand));
    if (isLike && !isOwnDomain(host, brand)) return true;
  }
  return false;
}

const ownDomains = new Map<string, RegExp>();

/** True where the host is the brand before one or two suffixes: with names of its own before it, it is the brand's still. */
function isOwnDomain(host: string, brand: string): boolean {
  let own = ownDomains.get(brand);
  if (!own) {
    own = new RegExp(String.raw`^(?:[\w-]{1,60}\.){0,5}${brand}(?:\.[a-z]{2,12}){1,2}$`);
    ownDomains.set(brand, own);
  }
  return own.test(host);
}

function isOneOff(word: string, brand: string): boolean {
  if (Math.abs(word.length - brand.length) > 1 || word === brand || word === `${brand}s`) return false;
  let i = 0;
  let j = 0;
  let edits = 0;
  while (i < word.length && j < brand.length) {
    if (word[i] === brand[j]) {
      i++;
      j++;
      continue;
    }
    if (++edits > 1) return false;
    if (word.length >= brand.length) i++;
    if (brand.length >= word.length) j++;
  }
  return edits + (word.length - i) + (brand.length - j) <= 1;
}

/** Whether a label reads like the output of a generator: hardly any vowels, long runs of consonants, digits in between. */
export function looksGenerated(host: string): boolean {
  return host
    .split('.')
    .slice(0, -1)
    .some((label) => label.length >= 8 && !label.startsWith('xn--') && isGenerated(label));
}

function isGenerated(label: string): boolean {
  const letters = label.replaceAll(/[^a-z]/g, '');
  if (/[bcdfghjklmnpqrstvwxz]{6}/.test(label)) return true;
  const vowels = letters.replaceAll(/[^aeiouy]/g, '').length;
  if (letters.length >= 10 && vowels / letters.length < 0.2) return true;
  return /[a-z]\d{1,3}[a-z]\w{0,30}\d|\d[a-z]{1,3}\d[a-z]/.test(label) && label.length >= 10;
}

/** Whether a label in Punycode only shows letters that look like ASCII ones: `xn--...` that reads as a name known otherwise. */
export function imitatesAscii(host: string): boolean {
  if (!host.includes('xn--')) return false;
  return domainToUnicode(host)
    .split('.')
    .some((label) => isImitation(label));
}

function isImitation(label: string): boolean {
  let foreign = 0;
  for (const char of label) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 128) continue;
    if (!HOMOGLYPHS.has(code)) return false;
    foreign++;
  }
  return foreign > 0;
}
