import { isDigit, isLetter } from './units.ts';

/** Letters that no decomposition turns into ASCII ones. */
const SPELT: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', ß: 'ss', ı: 'i', æ: 'ae', đ: 'd' };
const SPELT_LETTERS = /[øłßıæđ]/g;

/** A word in lower case without accents, as the lexicon has it. */
export function plainWord(text: string): string {
  const lower = text.toLowerCase().normalize('NFD');
  return lower.replaceAll(/[\u0300-\u036f]/g, '').replaceAll(SPELT_LETTERS, (letter) => SPELT[letter] ?? letter);
}

/** Units that make up words: letters and digits of all scripts, roughly where they are not ASCII. */
export function isWordPart(unit: number): boolean {
  if (unit < 128) return isLetter(unit) || isDigit(unit);
  if (unit < 0xc0) return unit === 0xaa || unit === 0xba;
  return !(
    (unit >= 0x2000 && unit < 0x2070) ||
    (unit >= 0x3000 && unit < 0x3040) ||
    (unit >= 0xff00 && unit < 0xff10) ||
    unit === 0xd7
  );
}

/** A hash of the word `text[from, to)`, equal for all spellings of a lexicon's word; 32 bits, so two words never meet in practice. */
export function wordHash(text: string, from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 128) return plainHash(plainWord(text.slice(from, to)));
    hash = (Math.imul(hash, 31) + (unit >= 65 && unit <= 90 ? unit | 32 : unit)) | 0;
  }
  return hash;
}

function plainHash(word: string): number {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + word.charCodeAt(i)) | 0;
  return hash;
}

/** The hash of a phrase from that of what comes before its last word. */
export const joinHash = (before: number, word: number): number => (Math.imul(before, 1_000_003) + word + 7) | 0;

/** Where the word that begins at `at` ends; `camelCase` is two words. */
export function wordEnd(text: string, at: number): number {
  let i = at + 1;
  while (i < text.length) {
    const unit = text.charCodeAt(i);
    if (!isWordPart(unit)) break;
    if (unit >= 65 && unit <= 90) {
      const before = text.charCodeAt(i - 1);
      if (before >= 97 && before <= 122) break;
    }
    i++;
  }
  return i;
}
