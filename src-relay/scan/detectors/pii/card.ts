import { isOneDigit, luhn } from './check-digits.ts';

/** How sure a run of digits is a card by itself: `no`, only where the text speaks of cards, or without more. */
export type CardLikeness = 'no' | 'labelled' | 'free';

/** Groups as cards are embossed: 4-4-4-4 and its longer and shorter kin, 4-6-5 and 4-6-4. */
const EMBOSSED = /^(?:4(?:~4){2}~[1-4]|4(?:~4){3}~[1-3]|4~6~[45]|6~13|4~4~5|5~5~5~[14])$/;

/**
 * Issuer ranges (ISO/IEC 7812 and the schemes' own lists) with their lengths, then Luhn. `groups` are the lengths of the
 * groups with `~` between them. Whole numbers of the usual lengths are cards without more; short and very long ones
 * happen among serial numbers too often.
 */
export function cardLikeness(digits: string, groups: string): CardLikeness {
  const isGrouped = groups.includes('~');
  if (isGrouped && !EMBOSSED.test(groups)) return 'no';
  if (!luhn(digits) || isOneDigit(digits)) return 'no';
  const usual = usualLength(digits);
  if (usual === 0) return digits.length >= 13 && /^[1-9]/.test(digits) ? 'labelled' : 'no';
  if (isGrouped) return 'free';
  return usual === 2 ? 'free' : 'labelled';
}

/** 2 where the length is the issuer's usual one, 1 where it is possible, 0 where no issuer is known. */
function usualLength(digits: string): 0 | 1 | 2 {
  const { length } = digits;
  const first = (count: number): number => Number(digits.slice(0, count));
  const two = first(2);
  const four = first(4);
  const is16 = length === 16;
  if (two === 34 || two === 37) return length === 15 ? 2 : 0;
  if (digits.startsWith('4')) return is16 ? 2 : length === 13 || length === 18 || length === 19 ? 1 : 0;
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return is16 ? 2 : 0;
  if (four === 6011 || two === 65 || (first(3) >= 644 && first(3) <= 649))
    return is16 ? 2 : length > 16 && length < 20 ? 1 : 0;
  if (four >= 3528 && four <= 3589) return is16 ? 2 : length > 16 && length < 20 ? 1 : 0;
  if (four === 2131 || four === 1800) return length === 15 ? 2 : 0;
  if (two === 36 || two === 38 || two === 39 || (first(3) >= 300 && first(3) <= 305))
    return length === 14 || is16 ? 1 : 0;
  if (two === 62 || two === 81) return is16 ? 2 : length > 16 && length < 20 ? 1 : 0;
  if (four >= 2200 && four <= 2204) return is16 ? 2 : 0;
  // Maestro, RuPay, Elo, Hipercard, Troy and others.
  if (two === 50 || (two >= 56 && two <= 69)) return is16 || (length >= 12 && length <= 19) ? 1 : 0;
  if (four === 9792 || four === 3841 || two === 82 || two === 60) return is16 ? 1 : 0;
  if (digits.startsWith('1')) return length === 15 ? 1 : 0;
  return 0;
}
