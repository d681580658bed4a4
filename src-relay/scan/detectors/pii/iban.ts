import { mod97 } from './check-digits.ts';
import { isAlphanumeric, isBlank, isHyphen, isLetter } from './units.ts';

/** Length of a country's IBAN (SWIFT registry, release 99, and the partial list). */
const LENGTHS = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 ' +
    'FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 ' +
    'LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 ' +
    'SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 ' +
    'AO25 BF28 BJ28 CF27 CG27 CI28 CM27 CV25 DZ26 GA27 GQ27 GW25 IR26 KM27 MA28 MG27 ML28 MZ25 NE28 SN28 TD27 TG28'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const MIN_RUN = 14;

/** What a text that begins like an IBAN is: one, up to `end`; something like one, up to `end`, that is none; neither. */
export interface IbanReading {
  readonly end: number;
  readonly isValid: boolean;
}

/** Reads an IBAN at `start`. What only looks like one is given too, so that its groups are not taken for other numbers. */
export function readIban(text: string, start: number): IbanReading | undefined {
  if (!LENGTHS.has(text.slice(start, start + 2).toUpperCase())) return undefined;
  const end = ibanEnd(text, start);
  if (end >= 0) return { end, isValid: true };
  LIKE_IBAN.lastIndex = start;
  if (!LIKE_IBAN.test(text) || LIKE_IBAN.lastIndex - start < MIN_RUN) return undefined;
  return { end: LIKE_IBAN.lastIndex, isValid: false };
}

const LIKE_IBAN = /[A-Z]{2}\d{2}[ -]?(?:[A-Z\d]{4}[ -]?){2,7}[A-Z\d]{0,4}(?![A-Za-z\d])/y;

/**
 * Where the IBAN (ISO 13616) that starts at `start` ends, -1 where none does: known country, its length, check digits.
 * Groups may be divided by single blanks or hyphens.
 */
function ibanEnd(text: string, start: number): number {
  const length = LENGTHS.get(text.slice(start, start + 2).toUpperCase());
  if (length === undefined) return -1;
  let compact = '';
  let end = start;
  for (let i = start; compact.length < length; i++) {
    const unit = text.charCodeAt(i);
    if (isAlphanumeric(unit)) {
      compact += text.charAt(i);
      end = i + 1;
    } else if (!(isBlank(unit) || isHyphen(unit)) || end !== i) return -1;
  }
  if (isAlphanumeric(text.charCodeAt(end))) return -1;
  const upper = compact.toUpperCase();
  // Lower case happens in chat; a mixture of both in one IBAN does not.
  if (compact !== upper && compact !== compact.toLowerCase()) return -1;
  if (compact !== upper && !isLetter(text.charCodeAt(start))) return -1;
  return mod97(upper.slice(4) + upper.slice(0, 4)) ? end : -1;
}
