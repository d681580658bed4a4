/**
 * How surprising a string is as something a person made up. English words, names and identifiers cost about 3.5 bits a
 * character, random base62 about 7, random hex about 5.5.
 *
 * `BITS` holds -log2 P(letter | letter before) in thirds of a bit, one base-36 digit for each pair: a row for each letter
 * before, a to z, and a last row for the first letter of a word. Counted over English technical prose and identifiers.
 */
const BITS =
  'vgbdvngwgun9c9vgt9b8hklmft aqnr6ukvebq9ns8qvggoawtwdw arjt9uv9fwdbsv7pwej8fvsvox bknf4oos8urgjobjugbkgptvjw ' +
  'cncaiekqmrtfe9mhi7acohkcjv 9vjqbdxw6wvguj8txahgawvvix fopt4qfb9vvelcgpxbcgcpswnq 9psu3rxv9wvnlrbsuhmdlwuwqx ' +
  'hkedfffwvwode59hshaarhxnxk fwuw4xxvmxtwwwflts3qfnhwxx ciji3jhtassfmbljvn9mlroxjx ajmf6pqr8wp9submxlfdbmpxcw ' +
  '8apj5tswarsignb8wsfqhqvvmx dsc9ai9sguhhojckwr98dkuwiv lggcoejvhpkdc6fcx7gedifnrw 8tqm7sqogwtbms7fx9gafqtomx ' +
  'qlwwsxwuuxxawwqusolw1xqxwx aoii6igt9wjkif9oxddbglpwhx foeq7ntgbwllokcdnnb5epoohw bqho8ot79wuknpblxadhgrntcx ' +
  'jhgj9iixfxwaa8sex9aatwxsxw 5wtw4vlu9xxvqqauxvqsqwuvux 9ponbtr76wpnuablwddnwvmuuw apfqdrtrevknmrm4xql5utuqhu ' +
  'ghloimpphvocfb93xibfoqhwvr btuv5txrcwvjqw3wwwlwovvuji becdddjibkmgfeddrdb9fhfsnn';

const LETTERS = 26;
const WORD_START = 26;
const PAIR_BITS = new Float32Array((LETTERS + 1) * LETTERS);
for (const [row, digits] of BITS.split(' ').entries()) {
  for (let i = 0; i < LETTERS; i++) PAIR_BITS[row * LETTERS + i] = Number.parseInt(digits[i] ?? '0', 36) / 3;
}

/** Going from letters to digits or back, or to upper case inside a word, is a choice of its own. */
const CHANGE_BITS = 2.5;
const DIGIT_BITS = 3.3;
/** A digit that repeats or continues the one before: dates, counters, 12345. */
const EASY_DIGIT_BITS = 0.8;
const PUNCTUATION_BITS = 2;

const NONE = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;

/** Bits in all of a string; divide by its length to compare strings. Punctuation begins a new word. */
export function surprise(text: string): number {
  let bits = 0;
  let before = NONE;
  let previous = 0;
  let run = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const kind = classOf(unit);
    if (kind === NONE) {
      bits += PUNCTUATION_BITS;
      run = 0;
    } else if (kind === DIGIT) {
      if (before === LOWER || before === UPPER) bits += CHANGE_BITS;
      bits += before === DIGIT && (unit === previous || unit === previous + 1) ? EASY_DIGIT_BITS : DIGIT_BITS;
      run = 0;
    } else {
      // A capital begins a word; after it lower case goes on in the same word.
      const begins = run === 0 || (kind === UPPER && before === LOWER);
      if (before === DIGIT || (kind === UPPER && before === LOWER)) bits += CHANGE_BITS;
      else if (kind === LOWER && before === UPPER && run > 1) bits += CHANGE_BITS;
      const row = begins ? WORD_START : (previous | 32) - 97;
      bits += PAIR_BITS[row * LETTERS + (unit | 32) - 97] ?? 0;
      run = begins ? 1 : run + 1;
    }
    before = kind;
    previous = unit;
  }
  return bits;
}

/** Shannon entropy of a string's characters, in bits a character. */
export function entropy(text: string): number {
  const counts = new Uint16Array(128);
  for (let i = 0; i < text.length; i++) counts[text.charCodeAt(i) & 127] = (counts[text.charCodeAt(i) & 127] ?? 0) + 1;
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

function classOf(unit: number): number {
  if (unit >= 48 && unit <= 57) return DIGIT;
  if (unit >= 97 && unit <= 122) return LOWER;
  return unit >= 65 && unit <= 90 ? UPPER : NONE;
}
