import { isMadeOfDummyWords, isPlaceholder, isReference } from './placeholder-value.ts';
import { surprise } from './randomness.ts';
import { NOT_SECRET, type NameStrength, PASSWORD, PERHAPS_SECRET, SECRET, SERVICE } from './setting-name.ts';

/** How a value stands in its text: what is written between quotes or alone on its line is surely meant as a value. */
export type ValuePlace = 'quoted' | 'line' | 'inline' | 'prose' | 'bare';

const LONGEST = 2000;
const LEAST_TOKEN = 10;
const LEAST_WEAK_TOKEN = 16;
const LEAST_PASSWORD = 6;
const LONGEST_PASSWORD = 128;
/** Bits a character and in all, see `surprise`. */
const TOKEN_RATE = 4.6;
const TOKEN_BITS = 52;
const WEAK_RATE = 5.2;
const WEAK_BITS = 90;
const RANDOM_LETTERS_RATE = 5;
/** In quotes or on a line of its own a word with digits will do. */
const MIXED_RATE = 3.4;
const MIXED_BITS = 42;

const TOKEN = /^[A-Za-z0-9_\-+/=.~:!@#$%^&*?|,;()[\]{}]+$/;
const UUID = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const HEX = /^(?:0x)?[0-9a-fA-F]+$/;
const DIGITS = /^\d+$/;
const DATE_OR_VERSION = /^[v^~<>=]{0,2}\d+(?:[.:/T-]\d+)+/;
const EMAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/;
const KNOWN_NAME =
  /^(?:sha-?\d+|utf-?\d+|md5|base\d+|oauth\d?|x509|ed25519|p?bkdf2|bcrypt\d*|argon2\w*|http\/?\d|hs\d+|rs\d+|es\d+|aes-?\d+\S*|rsa-?\d+|int\d+|float\d+|uint\d+|varchar\S*|char\d+|ipv\d|scram-\S*|s3|ec2|k8s|i18n|l10n|e2e|h\d|top_?\d+|gpt-?\d\S*|o\d|cl100k_base|llama\S*|claude\S*)$/i;

/** Whether what is assigned to a name of this strength is a real secret. Linear in the value's length. */
export function isSecretValue(value: string, strength: NameStrength, place: ValuePlace): boolean {
  if (strength === NOT_SECRET || value.length < LEAST_PASSWORD || value.length > LONGEST) return false;
  if (/\s/.test(value)) return false;
  if (place === 'bare')
    return strength === PASSWORD ? isUnmistakable(value) : strength === SECRET && isLongToken(value);
  if (strength === PASSWORD) return isPassword(value, place) || isToken(value, place);
  if (strength === PERHAPS_SECRET) return isWeaklyNamedToken(value);
  if (strength === SERVICE) return isServiceToken(value, place);
  return (
    isToken(value, place) ||
    (place !== 'prose' && TOKEN.test(value) && hasAllClasses(value) && isPassword(value, place))
  );
}

/** What follows a name with nothing but a blank between must not be a word of the sentence. */
function isUnmistakable(value: string): boolean {
  return (
    value.length >= 8 &&
    hasDigit(value) &&
    /[A-Za-z]/.test(value) &&
    /[!@#$%^&*]/.test(value.slice(0, -1)) &&
    isPassword(value, 'inline')
  );
}

function isLongToken(value: string): boolean {
  return /^[A-Za-z0-9_.~+/=-]{24,}$/.test(value) && hasDigit(value) && !HEX.test(value) && isToken(value, 'bare');
}

function isToken(value: string, place: ValuePlace): boolean {
  if (value.length < LEAST_TOKEN || !TOKEN.test(value) || DATE_OR_VERSION.test(value) || EMAIL.test(value))
    return false;
  const rate = surprise(value) / value.length;
  // What looks this random is judged by its own form: a path or a call does not.
  if (isPlaceholder(value)) return false;
  if (UUID.test(value)) return true;
  if (DIGITS.test(value)) return place !== 'prose' && value.length >= 15 && rate > 2;
  if (HEX.test(value)) return isHexSecret(value);
  if (rate < TOKEN_RATE || rate * value.length < TOKEN_BITS) return isMixed(value, rate, place);
  return hasDigit(value) || value.length >= 20;
}

/** Addresses (0x...) and fingerprints of public keys are hexadecimal too. */
function isHexSecret(value: string): boolean {
  if (value.startsWith('0x') || value.length < 16 || new Set(value).size < 6) return false;
  return !/^[0-9A-F]{16}$|^[0-9A-F]{40}$/.test(value) || /^\d+$/.test(value);
}

function isMixed(value: string, rate: number, place: ValuePlace): boolean {
  if ((place !== 'quoted' && place !== 'line') || KNOWN_NAME.test(value)) return false;
  return (
    /^[A-Za-z0-9_-]{10,}$/.test(value) &&
    /\d.*[A-Za-z]|[A-Za-z].*\d{4}/.test(value) &&
    rate >= MIXED_RATE &&
    rate * value.length >= MIXED_BITS
  );
}

function isServiceToken(value: string, place: ValuePlace): boolean {
  return (
    /^[A-Za-z0-9_=-]{14,80}$/.test(value) &&
    !UUID.test(value) &&
    !DIGITS.test(value) &&
    place !== 'prose' &&
    isToken(value, place)
  );
}

function isWeaklyNamedToken(value: string): boolean {
  if (value.length < LEAST_WEAK_TOKEN || !TOKEN.test(value) || HEX.test(value) || UUID.test(value)) return false;
  const bits = surprise(value);
  if (bits < WEAK_BITS || bits / value.length < WEAK_RATE || !hasDigit(value) || !/[A-Za-z]/.test(value)) return false;
  if (value.includes('/') && (value.includes('.') || value.length < 32)) return false;
  return !isPlaceholder(value) && !DATE_OR_VERSION.test(value) && !/[,;()[\]{}\\]/.test(value) && !value.includes('::');
}

function isPassword(value: string, place: ValuePlace): boolean {
  if (value.length > LONGEST_PASSWORD || DIGITS.test(value) || EMAIL.test(value)) return false;
  if (DATE_OR_VERSION.test(value) || KNOWN_NAME.test(value)) return false;
  // Words of other scripts are labels of a screen.
  if (/[^\x21-\x7e\u00a1-\u024f]/.test(value)) return false;
  if (!/[A-Za-z\u00c0-\u024f]/.test(value))
    return /[!@#$%^&*?]/.test(value) && hasDigit(value) && !isPlaceholder(value);
  if (isReference(value) || (isMadeOfDummyWords(value) && !isDressedUp(value, place))) return false;
  if (hasDigit(value)) return place !== 'prose' || value.length >= 8 || /[!@#$%^&*?]/.test(value);
  const symbol = /[!@#$%^&*?+=~]/.test(value.slice(0, -1));
  if (symbol) return place === 'quoted' || place === 'line';
  if (place === 'quoted' && /^[a-z]{6,20}!?$/.test(value)) return true;
  const rate = surprise(value) / value.length;
  const mixed = /[a-z]/.test(value) && /[A-Z]/.test(value);
  return /^[A-Za-z]+$/.test(value) && rate >= RANDOM_LETTERS_RATE && value.length >= (mixed ? 10 : 14);
}

/** `Password123!`: common words, but no manual writes a placeholder like that. */
function isDressedUp(value: string, place: ValuePlace): boolean {
  if (place === 'prose' || value.length < 8 || !hasDigit(value)) return false;
  if (
    /your|my|here|change|replace|enter|insert|put|sample|dummy|placeholder|fake|some|test|key|token|abc|(.)\1{3}/i.test(
      value,
    )
  )
    return false;
  return (
    hasAllClasses(value) ||
    (place !== 'inline' && /^[A-Za-z]{4,}[\d!@#$%^&*?_.-]{2,8}$/.test(value) && !/1234/.test(value))
  );
}

/** Upper and lower case, a digit and a sign that no identifier has. */
function hasAllClasses(value: string): boolean {
  return hasDigit(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && /[!@#%^&*?]|\$(?!\d?$)/.test(value);
}

function hasDigit(value: string): boolean {
  return /\d/.test(value);
}
